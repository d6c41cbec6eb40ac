//! The way to a receipt printer: over the network, or through the name the system gives it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs as _};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use wuyou_domain::paper::Printer;

const CONNECT: Duration = Duration::from_secs(5);
const WRITE: Duration = Duration::from_secs(20);
/// Longer than connecting and writing take at most; a device may hang for ever without paper.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sends bytes to a printer and waits until it has taken them.
///
/// # Errors
/// What the system says, and [`io::ErrorKind::TimedOut`] when the printer takes nothing more. What
/// it took until then comes out when it has paper again.
pub(crate) fn send(printer: &Printer, bytes: &[u8]) -> io::Result<()> {
    let (done, answer) = mpsc::channel();
    let (printer, bytes) = (printer.clone(), bytes.to_vec());
    thread::Builder::new()
        .name("printer".to_owned())
        .spawn(move || {
            // Nobody waits any more when this fails.
            let _ = done.send(sent(&printer, &bytes));
        })?;
    let answer = answer.recv_timeout(PATIENCE);
    answer.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

fn sent(printer: &Printer, bytes: &[u8]) -> io::Result<()> {
    match printer {
        Printer::Network { host, port } => {
            let mut stream = connected(host, *port)?;
            stream.set_write_timeout(Some(WRITE))?;
            stream.write_all(bytes)?;
            stream.flush()?;
            stream.shutdown(Shutdown::Write)
        }
        Printer::Device { path } => {
            // A name of the system may lead to a file or a disk after all; no document takes its place.
            if fs::metadata(path).is_ok_and(|facts| !takes_bytes(&facts)) {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            let mut device = OpenOptions::new().write(true).open(path)?;
            device.write_all(bytes)?;
            device.flush()
        }
    }
}

/// Whether it is a device that takes bytes one after the other.
#[cfg(unix)]
fn takes_bytes(facts: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    facts.file_type().is_char_device()
}

/// Whether it is no file. Ports and shared printers are no files of a folder.
#[cfg(not(unix))]
fn takes_bytes(facts: &fs::Metadata) -> bool {
    !facts.is_file() && !facts.is_dir()
}

fn connected(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut last = io::ErrorKind::AddrNotAvailable.into();
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::io::Read as _;
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_printer_on_the_network_gets_every_byte_and_the_end() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let printing = thread::spawn(move || {
            let mut got = Vec::new();
            listener.accept().unwrap().0.read_to_end(&mut got).unwrap();
            got
        });
        let bytes: Vec<u8> = (0..300_000_u32).map(|nr| nr.to_le_bytes()[0]).collect();
        let host = "127.0.0.1".to_owned();
        send(&Printer::Network { host, port }, &bytes).unwrap();
        assert_eq!(printing.join().unwrap(), bytes);
    }

    #[test]
    fn a_printer_that_is_off_is_told() {
        let port = {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let host = "127.0.0.1".to_owned();
        assert!(send(&Printer::Network { host, port }, b"x").is_err());
        let path = if cfg!(windows) {
            r"\\.\LPT99"
        } else {
            "/dev/usb/lp99"
        };
        let path = path.to_owned();
        assert!(send(&Printer::Device { path }, b"x").is_err());
    }

    #[test]
    fn a_device_of_the_system_takes_the_bytes() {
        let path = if cfg!(windows) {
            r"\\.\NUL"
        } else {
            "/dev/null"
        };
        let path = path.to_owned();
        send(&Printer::Device { path }, b"x").unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_that_takes_nothing_more_is_told() {
        let path = "/dev/full".to_owned();
        assert!(send(&Printer::Device { path }, b"x").is_err());
    }
}
