//! Why a machine gives no sandbox, and what helps.

use fs_err as fs;

use super::super::protocol::Trouble;

/// What in the machine's settings is behind `trouble`, as far as they tell.
pub(in super::super) fn why(trouble: &Trouble) -> String {
    let settings = Settings::read();
    format!("{trouble}{}", settings.reason(trouble).0)
}

/// What the user can do about it.
pub(in super::super) fn remedy(trouble: &Trouble) -> &'static str {
    Settings::read().reason(trouble).1
}

/// What of the machine decides on namespaces.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one setting, not a state"
)]
struct Settings {
    apparmor_restricts: bool,
    none_allowed: bool,
    not_for_users: bool,
    filtered: bool,
}

const APPARMOR: &str = "allow them to this program with an AppArmor profile, in \
    /etc/apparmor.d/overthink: `abi <abi/4.0>, include <tunables/global> profile overthink \
    /path/to/overthink flags=(unconfined) { userns, }`, loaded by `sudo apparmor_parser -r \
    /etc/apparmor.d/overthink`; or to all with `sudo sysctl -w \
    kernel.apparmor_restrict_unprivileged_userns=0`";
const MAXIMUM: &str = "raise it with `sudo sysctl -w user.max_user_namespaces=15000`";
const USERS: &str = "allow them with `sudo sysctl -w kernel.unprivileged_userns_clone=1`";
const CONTAINER: &str = "start the container with a filter that allows them, such as `docker run \
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined`, or as a machine of its own";
const KERNEL: &str = "use a Linux of version 5.12 or newer";
const OTHER: &str = "ask who runs this machine to allow user namespaces";

impl Settings {
    fn read() -> Self {
        let number =
            |path: &str| -> Option<u64> { fs::read_to_string(path).ok()?.trim().parse().ok() };
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let filtered = status
            .lines()
            .filter_map(|line| line.strip_prefix("Seccomp:"))
            .any(|mode| mode.trim() == "2");
        Self {
            apparmor_restricts: number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
                == Some(1),
            none_allowed: number("/proc/sys/user/max_user_namespaces") == Some(0),
            not_for_users: number("/proc/sys/kernel/unprivileged_userns_clone") == Some(0),
            filtered,
        }
    }

    /// The likely reason, to be appended, and the remedy.
    fn reason(&self, trouble: &Trouble) -> (&'static str, &'static str) {
        if trouble.errno == Some(libc::ENOSYS) && !self.filtered {
            (" (this kernel is too old for it)", KERNEL)
        } else if self.none_allowed {
            (" (user.max_user_namespaces is 0)", MAXIMUM)
        } else if self.filtered {
            (
                " (a filter on system calls is in force, as in a container)",
                CONTAINER,
            )
        } else if self.not_for_users {
            (" (kernel.unprivileged_userns_clone is 0)", USERS)
        } else if self.apparmor_restricts {
            (
                " (kernel.apparmor_restrict_unprivileged_userns is 1)",
                APPARMOR,
            )
        } else {
            ("", OTHER)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_its_remedy() {
        let none = Settings::default;
        let refused = |errno| Trouble {
            step: "clone with new namespaces".to_owned(),
            cause: "refused".to_owned(),
            errno: Some(errno),
        };
        let apparmor = Settings {
            apparmor_restricts: true,
            ..none()
        };
        let zero = Settings {
            none_allowed: true,
            ..none()
        };
        let users = Settings {
            not_for_users: true,
            ..none()
        };
        let filtered = Settings {
            filtered: true,
            ..none()
        };
        for (settings, errno, reason, remedy) in [
            (
                apparmor,
                libc::EACCES,
                "apparmor_restrict",
                "AppArmor profile",
            ),
            (zero, libc::ENOSPC, "max_user_namespaces", "sysctl"),
            (users, libc::EPERM, "unprivileged_userns_clone", "sysctl"),
            (filtered, libc::EPERM, "container", "seccomp=unconfined"),
            (none(), libc::ENOSYS, "too old", "5.12"),
            (none(), libc::EPERM, "", "ask"),
        ] {
            let said = settings.reason(&refused(errno));
            assert!(
                said.0.contains(reason) && said.1.contains(remedy),
                "{said:?}"
            );
        }
    }
}
