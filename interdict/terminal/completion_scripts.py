"""The scripts that make shells ask interdict on each TAB, and where each shell looks for them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Shell(NamedTuple):
    """A shell: its script, the file in which it looks for it, and what is left to do; `{path}` stands for that file."""

    script: str
    path: tuple[str, str, str]  # a variable, the folder where it is not set, and the rest of the path
    after: str


_BASH = """\
# bash completion for interdict
_interdict() {
    local IFS=$'\\n' answer
    mapfile -t answer < <(interdict __complete bash "$COMP_POINT" "$COMP_LINE" "$COMP_WORDBREAKS" 2>/dev/null)
    COMPREPLY=()
    case ${answer[0]} in
        words) COMPREPLY=("${answer[@]:1}") ;;
        files) compopt -o filenames; COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")) ;;
        folders) compopt -o filenames; COMPREPLY=($(compgen -d -- "${COMP_WORDS[COMP_CWORD]}")) ;;
    esac
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=/,] ]]; then
        compopt -o nospace
    fi
}
complete -F _interdict interdict
"""

_ZSH = """\
#compdef interdict
# zsh completion for interdict
_interdict() {
    local -a answer words_here shown open_words open_shown
    local line value meaning
    answer=("${(@f)$(interdict __complete zsh "${(@Q)words[1,CURRENT-1]}" "$words[CURRENT]" 2>/dev/null)}")
    case $answer[1] in
        files) _files ;;
        folders) _files -/ ;;
        words)
            for line in "${(@)answer[2,-1]}"; do
                value=${line%%$'\\t'*}
                meaning=$value
                [[ $line == *$'\\t'* ]] && meaning="$value  -- ${line#*$'\\t'}"
                if [[ $value == *[:=/,] ]]; then
                    open_words+=("$value"); open_shown+=("$meaning")
                else
                    words_here+=("$value"); shown+=("$meaning")
                fi
            done
            (( $#open_words )) && compadd -U -S '' -l -d open_shown -a open_words
            (( $#words_here )) && compadd -U -l -d shown -a words_here
            ;;
    esac
}
if [[ $funcstack[1] == _interdict ]]; then
    _interdict "$@"
else
    compdef _interdict interdict
fi
"""

_FISH = """\
# fish completion for interdict
function __interdict_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l answer (interdict __complete fish $words "$current" 2>/dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current"
        case words
            printf '%s\\n' $answer[2..-1]
    end
end
complete -c interdict -f -a '(__interdict_complete)'
"""

SHELLS: Mapping[str, Shell] = {
    "bash": Shell(
        _BASH,
        ("XDG_DATA_HOME", "~/.local/share", "bash-completion/completions/interdict"),
        "a new bash finds it, where the package bash-completion is; else add to ~/.bashrc: source {path}",
    ),
    "zsh": Shell(
        _ZSH,
        ("XDG_DATA_HOME", "~/.local/share", "zsh/site-functions/_interdict"),
        "add to ~/.zshrc, before compinit: fpath+=({folder})",
    ),
    "fish": Shell(_FISH, ("XDG_CONFIG_HOME", "~/.config", "fish/completions/interdict.fish"), "a new fish finds it"),
}


def find_script_file(shell: str, environ: Mapping[str, str]) -> Path:
    """Return the file in which a shell looks for the completion of interdict."""
    variable, folder, rest = SHELLS[shell].path
    return Path(os.path.expanduser(environ.get(variable, "").strip() or folder)) / rest  # noqa: PTH111  # Path's raises for an unknown user
