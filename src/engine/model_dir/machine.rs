//! How much memory this machine has to give.

/// Memory of this machine, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MachineMemory {
    /// What there is.
    pub total: u64,
    /// What is free now, or could be made free without harm.
    pub available: u64,
}

impl MachineMemory {
    /// Asks the system, limits of containers included. `None` where it is not
    /// Linux or does not say.
    pub fn here() -> Option<Self> {
        let read = |path: &str| fs_err::read_to_string(path).ok();
        let machine = of_meminfo(&read("/proc/meminfo")?)?;
        let groups = read("/proc/self/cgroup").unwrap_or_default();
        Some(folders(&groups).iter().fold(machine, |memory, folder| {
            let number = |file: &str| read(&format!("{folder}/{file}"))?.trim().parse().ok();
            let limit = number("memory.max").or_else(|| number("memory.limit_in_bytes"));
            let used = number("memory.current").or_else(|| number("memory.usage_in_bytes"));
            // Files that were read lie in memory until something needs the room.
            let files = read(&format!("{folder}/memory.stat")).map_or(0, |s| of_stat(&s));
            memory.within(limit, used.map(|used: u64| used.saturating_sub(files)))
        }))
    }

    /// No more than a container's limit; what it uses is not free.
    fn within(self, limit: Option<u64>, used: Option<u64>) -> Self {
        let Some(limit) = limit.filter(|&limit| limit < self.total) else {
            return self;
        };
        Self {
            total: limit,
            available: self.available.min(limit.saturating_sub(used.unwrap_or(0))),
        }
    }
}

fn of_meminfo(text: &str) -> Option<MachineMemory> {
    let bytes = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        let number = line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?;
        number.checked_mul(1024)
    };
    Some(MachineMemory {
        total: bytes("MemTotal:")?,
        available: bytes("MemAvailable:")?,
    })
}

/// Bytes of files that nobody has used for a while.
fn of_stat(text: &str) -> u64 {
    let line = |name| text.lines().find_map(|line| line.strip_prefix(name));
    line("total_inactive_file ")
        .or_else(|| line("inactive_file "))
        .and_then(|n| n.trim().parse().ok())
        .unwrap_or(0)
}

/// The folders of this process's control groups, of both versions, and those
/// above them: each may have a limit.
fn folders(groups: &str) -> Vec<String> {
    let mut folders = Vec::new();
    for line in groups.lines() {
        let mut parts = line.splitn(3, ':');
        let (Some(_), Some(kinds), Some(path)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let root = match kinds {
            "" => "/sys/fs/cgroup",
            kinds if kinds.split(',').any(|kind| kind == "memory") => "/sys/fs/cgroup/memory",
            _ => continue,
        };
        let mut path = path.trim_end_matches('/');
        loop {
            folders.push(format!("{root}{path}"));
            match path.rfind('/').and_then(|end| path.get(..end)) {
                Some(above) => path = above,
                None => break,
            }
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meminfo_is_read() {
        let text = "MemTotal:       1000 kB\nMemFree:  10 kB\nMemAvailable:    400 kB\n";
        let memory = of_meminfo(text).unwrap();
        assert_eq!((memory.total, memory.available), (1_024_000, 409_600));
        assert_eq!(of_meminfo("MemTotal: 5 kB\n"), None);
        assert_eq!(of_meminfo("MemTotal: x kB\nMemAvailable: 1 kB"), None);
    }

    #[test]
    fn files_in_memory_are_not_used() {
        assert_eq!(of_stat("anon 5\ninactive_file 40\nactive_file 7\n"), 40);
        assert_eq!(of_stat("inactive_file 4\ntotal_inactive_file 9\n"), 9);
        assert_eq!(of_stat(""), 0);
    }

    #[test]
    fn containers_have_less() {
        let machine = MachineMemory {
            total: 100,
            available: 80,
        };
        let got = |limit, used| {
            let memory = machine.within(limit, used);
            (memory.total, memory.available)
        };
        assert_eq!(got(Some(50), Some(20)), (50, 30));
        assert_eq!(got(Some(90), Some(5)), (90, 80));
        assert_eq!(got(Some(u64::MAX), Some(5)), (100, 80));
        assert_eq!(got(None, None), (100, 80));
    }

    #[test]
    fn both_versions_of_control_groups_are_looked_at() {
        let groups = "12:cpu:/a\n7:memory:/docker/x\n0::/user/one\nnonsense\n";
        assert_eq!(
            folders(groups),
            [
                "/sys/fs/cgroup/memory/docker/x",
                "/sys/fs/cgroup/memory/docker",
                "/sys/fs/cgroup/memory",
                "/sys/fs/cgroup/user/one",
                "/sys/fs/cgroup/user",
                "/sys/fs/cgroup",
            ]
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_machine_has_memory() {
        let memory = MachineMemory::here().unwrap();
        assert!(memory.total > 0 && memory.available <= memory.total);
    }
}
