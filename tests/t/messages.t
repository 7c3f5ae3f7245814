#!/bin/sh
# Every message that a program has for people says what to do next: the texts
# are taken from the sources.  (What lines say is walked by codes.t.)
. "$(dirname "$0")/../lib.sh"

# said.pl FILE…: FILE:LINE, a tab, the text of each message: in C the format of err,
# warn and the like, its last %s as <ARGUMENT>; in sh what goes to stderr.
cat >said.pl <<'P'
for my $file (@ARGV) {
	open my $in, '<', $file or die "$file: $!\n";
	my $text = do { local $/; <$in> };
	my $c = $file =~ /\.c$/;
	my $call = $c ? qr/\berrx?\(\s*\w+,|\bwarnx?\((?=\s*")|\bfilter_warn\(\s*[^",]*(?:"\w+")?,|\bfprintf\(stderr,/
		: qr/\benvironment(?= ["'])|\becho(?= "[^"]*" >&2)/;
	while ($text =~ /$call/g) {
		my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		my $rest = substr($text, $+[0]);
		next unless $rest =~ /^\s*((?:"(?:\\.|[^"\\])*"\s*)+)/s;
		my ($said, $after) = (join('', $1 =~ /"((?:\\.|[^"\\])*)"/gs), substr($rest, $+[0]));
		if ($c && $said =~ /%s(?:\\n)?$/ && $after =~ /^(.*?)\);/s) {
			my $last = $1 =~ s/\s+/ /gr;
			1 while $last =~ s/\(([^()]*)\)/[$1]/;
			my @given = split /, (?![^\[]*\])/, $last;
			$said =~ s/%s(?:\\n)?$/<$given[-1]>/;
		}
		print "$file:$line\t$said\n";
	}
}
P
# What to do is told by a part of its own, which starts with a word like these,
# or which is a line's hint.
cat >remedies <<'R'
: (ask|choose|find|free|install|leave out|make|mend|name|raise|reinstall|remove|run|say|see|set|shorten|write)( |$)
<.*(hint|remedy).*>$
R
# Those that need none, or are no message of their own.
cat >exempt <<'X'
filters/llmcode.c	%s: %s %s by %s%s%s: %s\n  <sql != NULL ? sql : "">	what --explain was asked for
filters/llmgoals.c	<jv_string_value[text]>	what --explain was asked for
lib/llm.c	<jv_string_value[why]>	the reasons of llm_new
lib/filter_team.c	<b.s>	a line's message and hint
bin/vizpipe	$me: $*	the reasons that misused and environment are given
bin/vizpipe	$me: $line	a line's message and hint
bin/vizpipe-ask	vizpipe ask: $*	the usage follows
bin/vizpipe-chat	vizpipe chat: $*	the usage follows
bin/vizpipe-diff	$usage	the usage
bin/vizpipe-doctor	$usage	the usage
X
cut -f1,2 exempt >known
# without <SAID: FILE, a tab, the text of each that names no remedy.
without() { grep -vE -f remedies | sed 's/:[0-9]*	/	/' | grep -vxFf known; }

(cd "$ROOT" && perl "$TMP/said.pl" filters/*.c lib/*.c $(ls bin/vizpipe* | grep -v '\.1$')) >all
ok 'the messages are found' '[ "$(wc -l <all)" -ge 100 ]'
without <all >mute
is 'each says what to do' 0 '' 'cat mute'
is 'each that is said to need none is there' 0 '' 'sed "s/:[0-9]*	/	/" all | sort -u >texts; grep -vxFf texts known || :'
printf 'errx(2, "%%s: broken", x);\nwarnx("a: broken: mend it");\nfilter_warn(ME, "a: "\n\t"%%s", why);\n' >planted.c
perl said.pl planted.c | without >found
is 'one that does not would be found' 0 'planted.c	%s: broken
planted.c	a: <why>' 'cat found'
done_testing
