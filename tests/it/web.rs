//! A site on loopback that answers as a test says, well or badly.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// It answers until the tests end.
pub struct Site {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// `answer` gets the path that is asked for (the host and port, for a proxy) and the connection.
    pub fn new(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::to_heads(move |path, _, stream| answer(path, stream))
    }

    /// The same, with the head of the request.
    pub fn to_heads(answer: impl Fn(&str, &str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let (heads, answer) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (heads, answer) = (Arc::clone(&heads), Arc::clone(&answer));
                thread::spawn(move || {
                    while let Some(head) = head(&mut stream) {
                        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                        let tunnel = head.starts_with("CONNECT ");
                        heads.lock().unwrap().push(head.clone());
                        answer(&path, &head, &mut stream);
                        // What a proxy lets through is asked on the same connection.
                        if !tunnel {
                            return;
                        }
                    }
                });
            }
        });
        Self { port, asked }
    }

    /// One that has these bytes for whatever it is asked.
    pub fn of(answer: Vec<u8>) -> Self {
        Self::new(move |_, stream| put(stream, &answer))
    }

    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The heads of what it was asked.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// The head of a request; `None` where the other side has gone.
fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.extend(byte);
    }
    String::from_utf8(head).ok()
}

/// Sends; who asked may be gone.
pub fn put(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes).and_then(|()| stream.flush());
}

/// Waits until who asked has gone.
pub fn hold(stream: &mut TcpStream) {
    while stream.read(&mut [0; 64]).is_ok_and(|read| read > 0) {}
}

/// An answer with its length.
pub fn answer(status: u16, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status} So\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        out.push_str(header);
        out.push_str("\r\n");
    }
    [out.as_bytes(), b"\r\n", body].concat()
}

pub fn html(body: &str) -> Vec<u8> {
    answer(200, &["Content-Type: text/html; charset=utf-8"], body.as_bytes())
}

pub fn moved(to: &str) -> Vec<u8> {
    answer(302, &[&format!("Location: {to}")], b"")
}
