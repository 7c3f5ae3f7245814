# mock.sh: what the tests against a mock of the providers share; read after lib.sh.
XDG_CACHE_HOME=$TMP/cache
export XDG_CACHE_HOME
unset VIZ_RECORD VIZ_REPLAY VIZ_EVENTS VIZ_RUN_ID http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY

# Every provider there is.
providers=$(cd "$ROOT/share/providers" && ls ./*.jq | sed 's,./,,;s,\.jq$,,')
# This test's own: what another one that runs beside it shows is none of its.
key=k-3f9a61c2d7-$$

# start_mock: our own, tests/mockmodel, in the folder mock; its address in BASE.
start_mock() {
	mkdir -p mock
	"$ROOT/tests/mockmodel" mock &
	mock=$!
	trap 'kill $mock 2>/dev/null; rm -rf "$TMP"' EXIT
	while [ ! -s mock/port ]; do sleep 0.05; done
	BASE=http://127.0.0.1:$(cat mock/port)
	export BASE
}

# need PROVIDER: its environment, with a key, for the server at BASE.
need() {
	case $1 in
	openai) echo "OPENAI_API_KEY=$key OPENAI_BASE_URL=$BASE/v1" ;;
	azure) echo "AZURE_OPENAI_API_KEY=$key AZURE_OPENAI_ENDPOINT=$BASE AZURE_OPENAI_DEPLOYMENT=gpt-4o" ;;
	gemini) echo "GEMINI_API_KEY=$key GEMINI_BASE_URL=$BASE/v1beta" ;;
	anthropic) echo "ANTHROPIC_API_KEY=$key ANTHROPIC_BASE_URL=$BASE" ;;
	bedrock) echo "AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=$key AWS_ENDPOINT_URL_BEDROCK_RUNTIME=$BASE" ;;
	ollama) echo "OLLAMA_API_KEY=$key OLLAMA_HOST=$BASE" ;;
	*) echo "the test does not know the provider $1: say in tests/mock.sh what it needs" >&2 && exit 1 ;;
	esac
}

# modes MODE...: what the mock does with the next requests; none are kept yet.
modes() {
	printf '%s\n' "$@" >mock/mode
	rm -rf mock/count mock/*.req cache
}
