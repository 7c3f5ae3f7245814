# The jail of "jailrun -- COMMAND": any program of /usr, processes and threads
# of its own, but no network and no way out.  The rules' grammar is in
# lib/sysfilter.h.  What is not named fails with EPERM.

limit wall_ms 60000
limit cpu_s 30
limit memory 4294967296     # of addresses, each process
limit group_memory 4294967296  # of all of them, where control groups are delegated
limit group_processes 80
limit file 67108864
limit files 256
limit processes 64
limit output 67108864       # bytes of stdout
limit errors 1048576
limit tmp 67108864

else EPERM

group files: the jail's mounts decide which
allow read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range
allow open openat creat access faccessat faccessat2 stat lstat fstat newfstatat statx
allow getdents64 readlink readlinkat statfs fstatfs getcwd chdir fchdir umask
allow mkdir mkdirat rename renameat renameat2 unlink unlinkat rmdir link linkat symlink symlinkat
allow chmod fchmod fchmodat truncate ftruncate fallocate fsync fdatasync utimensat
allow dup dup2 dup3 pipe pipe2 fcntl flock poll ppoll select pselect6 fadvise64 sendfile splice tee
allow copy_file_range epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 memfd_create
errno EOPNOTSUPP getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX.
allow ioctl a1&0xffffffff=0x5401
allow ioctl a1&0xffffffff=0x5413
allow ioctl a1&0xffffffff=0x541b
allow ioctl a1&0xffffffff=0x5421
allow ioctl a1&0xffffffff=0x5451

group memory: malloc, threads' stacks
allow brk mmap munmap mremap mprotect madvise membarrier mincore msync

group processes: of its own only, in no namespace of its own
allow clone a0&0x7e020000=0
allow fork vfork execve execveat wait4 waitid exit exit_group
errno ENOSYS clone3
allow kill tgkill tkill getpid gettid getppid getpgid getpgrp getsid setsid setpgid
allow rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigpending rt_sigtimedwait sigaltstack
allow pause restart_syscall futex set_robust_list get_robust_list set_tid_address rseq
allow sched_yield sched_getaffinity sched_getparam sched_getscheduler prctl arch_prctl
allow getrlimit setrlimit prlimit64 getrusage times

group knowing: questions about itself and the machine
allow getuid geteuid getgid getegid getresuid getresgid getgroups setuid setgid
allow uname sysinfo getrandom getcpu get_mempolicy set_mempolicy capget getpriority
allow clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time alarm setitimer getitimer
# A socket of no network: programs ask their name service and go on.
errno EACCES socket
