# Sourced at the head of a composite action's script. Starts the script again without the INPUT_* variables
# that act lets through, and with those its `env:` maps, which travel as HARNESS_KEPT_INPUT_*.
# Names such as INPUT_DRY-RUN are no shell variables, hence env(1).
if [[ ! -v HARNESS_FORGOTTEN ]]; then
  drop=() keep=()
  while IFS= read -r -d '' entry; do
    name=${entry%%=*}
    case $name in
      HARNESS_KEPT_*) drop+=(-u "$name") keep+=("${name#HARNESS_KEPT_}=${entry#*=}") ;;
      INPUT_*) drop+=(-u "$name") ;;
    esac
  done < <(env -0)
  exec env "${drop[@]}" HARNESS_FORGOTTEN=1 "${keep[@]}" \
    bash --noprofile --norc -e -o pipefail "$0"
fi
unset HARNESS_FORGOTTEN
