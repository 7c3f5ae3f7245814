# Completion for bash.  It knows no option by itself: a program's --help tells
# them, a line each: "  -d, --delimiter CHAR  what it is".  What must follow is
# completed where it is one|two|three, FILE, DIR, THEME or PROVIDER.

_vizpipe_commands='ask chat diff doctor providers'

# The options of a program, a line each: "-d --delimiter CHAR".
_vizpipe_options() { # PROGRAM…
	"$@" --help 2>/dev/null </dev/null | sed -n 's/^  \(-[^ ].*\)/\1/p' | sed 's/  .*//; s/,//g'
}

# What must follow an option; the lines of options are on standard input.
_vizpipe_operand() { # OPTION
	awk -v option="$1" '{ for (i = 1; i <= NF; i++) if ($i == option && $NF !~ /^-/) print $NF }'
}

# The names of the files of share/FOLDER that end in .EXT.
_vizpipe_shared() { # FOLDER EXT
	local folder folders
	IFS=: read -ra folders <<<"${VIZ_SHARE:+$VIZ_SHARE:}$(dirname "$(vizpipe --mk 2>/dev/null)")"
	for folder in "${folders[@]}"; do
		[ ! -d "$folder/$1" ] || (cd "$folder/$1" && printf '%s\n' *."$2" | sed "s/\.$2\$//")
	done
}

_vizpipe_words() { # WORDS CURRENT
	local word
	while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$2")
}

_vizpipe_files() { # -f or -d, CURRENT
	local file
	while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen "$1" -- "$2")
	compopt -o filenames 2>/dev/null
}

_vizpipe() {
	local word=${COMP_WORDS[COMP_CWORD]} program=("$1") options operand=''
	COMPREPLY=()
	if [ "${1##*/}" = vizpipe ] && [ "$COMP_CWORD" -gt 1 ] && [[ " $_vizpipe_commands " == *" ${COMP_WORDS[1]} "* ]]; then
		program+=("${COMP_WORDS[1]}")
	fi
	options=$(_vizpipe_options "${program[@]}")
	operand=$(printf '%s\n' "$options" | _vizpipe_operand "${COMP_WORDS[COMP_CWORD - 1]}")
	case $operand in
	*'|'*) _vizpipe_words "${operand//|/ }" "$word" && return ;;
	THEME) _vizpipe_words "$(_vizpipe_shared themes gp)" "$word" && return ;;
	PROVIDER) _vizpipe_words "builtin exec: $(_vizpipe_shared providers jq)" "$word" && return ;;
	DIR) _vizpipe_files -d "$word" && return ;;
	FILE) _vizpipe_files -f "$word" && return ;;
	?*) return ;;
	esac
	case $word in
	-*) _vizpipe_words "$(printf '%s\n' "$options" | grep -oE -- '(^| )--?[A-Za-z][A-Za-z-]*')" "$word" ;;
	*)
		[ "${1##*/}" != vizpipe ] || [ "$COMP_CWORD" != 1 ] || _vizpipe_words "$_vizpipe_commands" "$word"
		_vizpipe_files -f "$word"
		;;
	esac
}

complete -F _vizpipe vizpipe csvsum tocsv llmgoals llmcode specvet csvquery jailrun llmtell plotrender vizreport \
	plottext llmproviders vizcount
