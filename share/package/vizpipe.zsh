#compdef vizpipe csvsum tocsv llmgoals llmcode specvet csvquery jailrun llmtell plotrender vizreport plottext llmproviders vizcount
# Completion for zsh.  It knows no option by itself: a program's --help tells
# them, a line each: "  -d, --delimiter CHAR  what it is".  What must follow is
# completed where it is one|two|three, FILE, DIR, THEME or PROVIDER.

# The names of the files of share/FOLDER that end in .EXT.
_vizpipe_shared() { # FOLDER EXT
	local folder
	for folder in ${(s.:.)VIZ_SHARE} ${"$(vizpipe --mk 2>/dev/null)":h}; do
		print -l -- $folder/$1/*.$2(N:t:r)
	done
}

_vizpipe() {
	local -a commands program specs names
	local line text operand action name
	commands=(ask chat diff doctor providers)
	program=($words[1])
	if [[ ${words[1]:t} == vizpipe && $CURRENT -gt 2 && -n ${(M)commands:#$words[2]} ]]; then
		program+=($words[2])
		shift words
		(( CURRENT-- ))
	fi
	# "  -d, --delimiter CHAR  what it is" becomes -d and --delimiter, each with
	# [what it is] and :CHAR:ACTION.
	for line in ${(f)"$($program --help 2>/dev/null </dev/null)"}; do
		[[ $line == '  -'* ]] || continue
		line=${line#  }
		text=${${line#*  }## #}
		[[ $line == *'  '* ]] || text=''
		names=(${=${${line%%  *}//,/}})
		operand=''
		[[ $names[-1] == -* ]] || { operand=$names[-1]; names[-1]=() }
		case $operand in
		'') action='' ;;
		*'|'*) action=":${operand//[|]/ or }:(${operand//[|]/ })" ;;
		FILE) action=':file:_files' ;;
		DIR) action=':folder:_files -/' ;;
		THEME) action=":theme:($(_vizpipe_shared themes gp | tr '\n' ' '))" ;;
		PROVIDER) action=":provider:(builtin exec\\: $(_vizpipe_shared providers jq | tr '\n' ' '))" ;;
		*) action=":${(L)operand}: " ;;
		esac
		for name in $names; do
			specs+=("*${name}[${${text//\[/(}//\]/)}]${action}")
		done
	done
	if [[ ${words[1]:t} == vizpipe ]] && (( CURRENT == 2 )); then
		specs+=('1: :{_alternative "commands:command:(ask chat diff doctor providers)" "files:file:_files"}')
	fi
	_arguments -S $specs '*:file:_files'
}

_vizpipe "$@"
