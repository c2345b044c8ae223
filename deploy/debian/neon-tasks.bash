# Completion of neon-tasks for bash.
_neon_tasks() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} known=
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ]; then
        known="migrate doctor account alive --version --help"
    elif [ "$before" = --report ]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
    else
        case ${COMP_WORDS[1]}:$before in
            migrate:--wait) known="60s 10m" ;;
            doctor:--replicas) ;;
            migrate:*) known="--wait --plan --json" ;;
            doctor:*) known="--json --mail --replicas --report" ;;
            account:account) ;;
            account:*) known="--sign-out --disable --enable --reset-link" ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$known" -- "$word")
}
complete -F _neon_tasks neon-tasks
