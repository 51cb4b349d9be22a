# shellcheck shell=bash
# Debian's OpenSSH server on loopback with keys of its own, for measurements. Sourced after lib.sh. Needs root.

# start_sshd FOLDER: sets sshd_port, sshd_key, sshd_known_hosts, sshd_pid and sshd_target.
start_sshd() {
    local folder=$1
    need_packages openssh-server openssh-client
    is_root || die "a server of our own is root's: run as root"
    mkdir -p /run/sshd
    ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
    ssh-keygen -q -t ed25519 -N '' -f "$folder/id"
    cp "$folder/id.pub" "$folder/authorized_keys"
    # A port that nobody listens on now
    for sshd_port in $(shuf -i 20000-30000 -n 20); do
        (exec 3<>"/dev/tcp/127.0.0.1/$sshd_port") 2>/dev/null || break
    done
    printf '%s\n' "Port $sshd_port" 'ListenAddress 127.0.0.1' "HostKey $folder/host" "AuthorizedKeysFile $folder/authorized_keys" \
        'PidFile none' 'PermitRootLogin yes' 'StrictModes no' 'UsePAM no' >"$folder/sshd_config"
    /usr/sbin/sshd -D -f "$folder/sshd_config" -E "$folder/sshd.log" &
    sshd_pid=$!
    local tries=0
    until (exec 3<>"/dev/tcp/127.0.0.1/$sshd_port") 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || die "sshd does not answer: $(cat "$folder/sshd.log")"
        sleep 0.1
    done
    sshd_key=$folder/id sshd_known_hosts=$folder/known_hosts
    echo "[127.0.0.1]:$sshd_port $(cut -d' ' -f1,2 "$folder/host.pub")" >"$sshd_known_hosts"
    sshd_target="ssh://root@127.0.0.1:$sshd_port?identity=$sshd_key&known_hosts=$sshd_known_hosts&config=none"
}
