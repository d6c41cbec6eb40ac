//! The road between a PC and the server: passes requests on, loses them, loses or cuts answers, or
//! answers itself, in the order it is told to.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What happens to one request.
#[derive(Debug, Clone)]
pub(crate) enum Fate {
    /// Nothing bad.
    Pass,
    /// The request never arrives.
    LoseRequest,
    /// The request arrives, the answer does not.
    LoseAnswer,
    /// The answer breaks off after so many bytes.
    CutAnswer(usize),
    /// The request arrives twice, as the second answer shows.
    Twice,
    /// Somebody else answers with these bytes.
    Reply(Vec<u8>),
}

/// A road to one server.
#[derive(Debug, Clone)]
pub(crate) struct Road {
    pub(crate) address: SocketAddr,
    fates: Arc<Mutex<VecDeque<Fate>>>,
    travelled: Arc<Mutex<usize>>,
}

impl Road {
    /// A road to `server`. It lasts as long as the test program.
    pub(crate) fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let road = Self {
            address: listener.local_addr().unwrap(),
            fates: Arc::default(),
            travelled: Arc::default(),
        };
        let on_it = road.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let road = on_it.clone();
                thread::spawn(move || {
                    // A caller that hangs up early is part of the game.
                    let _ = road.carry(stream, server);
                });
            }
        });
        road
    }

    /// Says what happens to the next requests; those after them pass.
    pub(crate) fn next(&self, fates: impl IntoIterator<Item = Fate>) {
        self.fates.lock().unwrap().extend(fates);
    }

    /// Forgets what was to happen.
    pub(crate) fn forget(&self) {
        self.fates.lock().unwrap().clear();
    }

    /// How many requests came so far.
    pub(crate) fn travelled(&self) -> usize {
        *self.travelled.lock().unwrap()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn carry(&self, mut caller: TcpStream, server: SocketAddr) -> std::io::Result<()> {
        let request = read_request(&mut caller)?;
        *self.travelled.lock().unwrap() += 1;
        let fate = self.fates.lock().unwrap().pop_front();
        let answer = match fate.unwrap_or(Fate::Pass) {
            Fate::Pass => ask(server, &request)?,
            Fate::LoseRequest => Vec::new(),
            Fate::LoseAnswer => {
                ask(server, &request)?;
                Vec::new()
            }
            Fate::CutAnswer(length) => {
                let mut answer = ask(server, &request)?;
                answer.truncate(length);
                answer
            }
            Fate::Twice => {
                ask(server, &request)?;
                ask(server, &request)?
            }
            Fate::Reply(answer) => answer,
        };
        caller.write_all(&answer)?;
        caller.shutdown(Shutdown::Both)
    }
}

fn ask(server: SocketAddr, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server)?;
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// Reads one request, and asks on its behalf that the connection ends with the answer.
fn read_request(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    let mut chunk = [0; 16 * 1024];
    loop {
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        request.extend_from_slice(&chunk[..read]);
        let Some(head) = request.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        if request.len() >= head + 4 + body_length(&request[..head]) {
            let mut closing = request[..head].to_vec();
            closing.extend_from_slice(b"\r\nconnection: close");
            closing.extend_from_slice(&request[head..]);
            return Ok(closing);
        }
    }
}

fn body_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    line.map_or(0, |length| length.trim().parse().unwrap())
}

/// A whole HTTP answer.
pub(crate) fn reply(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Fate {
    let mut answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        answer.push_str(&format!("{name}: {value}\r\n"));
    }
    answer.push_str("connection: close\r\n\r\n");
    let mut answer = answer.into_bytes();
    answer.extend_from_slice(body);
    Fate::Reply(answer)
}
