//! The receipt printer a person named: on the network, or by the name the system gives it.

/// The port receipt printers listen at.
const RAW_PORT: u16 = 9_100;
/// The longest name.
const NAME_MAX: usize = 200;

/// A receipt printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printer {
    /// On the network: host and port.
    Network {
        /// Its name or address.
        host: String,
        /// Where it listens.
        port: u16,
    },
    /// A device or share of the system, to be written to.
    Device {
        /// `/dev/usb/lp0`, `\\PC\printer`, `\\.\LPT1`.
        path: String,
    },
}

/// Why a text names no printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither a device, a share nor a network address")]
pub struct PrinterError;

impl Printer {
    /// Reads what a person typed. Only what the system keeps for devices and shares is taken, so
    /// that a slip of the keys never writes into a file.
    ///
    /// # Errors
    /// [`PrinterError`] when it is nothing of the kind.
    pub fn parse(typed: &str) -> Result<Self, PrinterError> {
        let text = typed.trim();
        if text.is_empty() || text.chars().count() > NAME_MAX || text.contains("..") {
            return Err(PrinterError);
        }
        if let Some(path) = device(text) {
            return Ok(Self::Device { path });
        }
        network(text).ok_or(PrinterError)
    }
}

fn device(text: &str) -> Option<String> {
    let share = text.strip_prefix(r"\\");
    let is_share = share.is_some_and(|rest| {
        let mut parts = rest.split('\\');
        let named = |part: Option<&str>| part.is_some_and(|part| !part.is_empty());
        // A server called `.` or `?` is this PC's disks, and Windows takes `/` for a folder too.
        let server = parts.next().filter(|server| !matches!(*server, "." | "?"));
        !rest.contains(['/', ':', '$'])
            && named(server)
            && named(parts.next())
            && parts.next().is_none()
    });
    let is_unix = text
        .strip_prefix("/dev/")
        .is_some_and(|name| !name.is_empty());
    if is_share || is_unix {
        return Some(text.to_owned());
    }
    let upper = text.trim_end_matches(':').to_ascii_uppercase();
    let port = upper
        .strip_prefix("LPT")
        .or_else(|| upper.strip_prefix("COM"));
    let numbered = port.is_some_and(|nr| !nr.is_empty() && nr.chars().all(|c| c.is_ascii_digit()));
    numbered.then(|| format!(r"\\.\{upper}"))
}

fn network(text: &str) -> Option<Printer> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok().filter(|port| *port > 0)?),
        None => (text, RAW_PORT),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    let is_host = !host.is_empty() && host.chars().all(letter);
    is_host.then(|| Printer::Network {
        host: host.to_owned(),
        port,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_is_named_by_its_address_its_device_or_its_share() {
        let network = |host: &str, port| Printer::Network {
            host: host.to_owned(),
            port,
        };
        let device = |path: &str| Printer::Device {
            path: path.to_owned(),
        };
        for (typed, printer) in [
            ("192.168.1.50", network("192.168.1.50", 9_100)),
            (" 192.168.1.50:9101 ", network("192.168.1.50", 9_101)),
            ("printer-1.lan", network("printer-1.lan", 9_100)),
            ("[fe80::1]:9100", network("fe80::1", 9_100)),
            ("/dev/usb/lp0", device("/dev/usb/lp0")),
            (r"\\PC1\小票机", device(r"\\PC1\小票机")),
            ("LPT1", device(r"\\.\LPT1")),
            ("com3:", device(r"\\.\COM3")),
        ] {
            assert_eq!(Printer::parse(typed), Ok(printer), "{typed}");
        }
    }

    #[test]
    fn a_file_and_a_slip_of_the_keys_are_no_printer() {
        for typed in [
            "",
            "/srv/wuyou.db",
            "/dev/",
            "/dev/../etc/passwd",
            r"D:\print\x.pdf",
            r"\\PC1",
            r"\\PC1\c$\windows\x",
            "192.168.1.50:0",
            "192.168.1.50:99999",
            "小票机",
            "a b",
        ] {
            assert_eq!(Printer::parse(typed), Err(PrinterError), "{typed}");
        }
    }
}
