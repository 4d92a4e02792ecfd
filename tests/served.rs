//! A project served on the loopback address, and what its page asks.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use serde_json::Value;

use crate::sandbox::Sandbox;

/// A served project.
pub(crate) struct Served {
    child: Child,
    port: u16,
    lines: BufReader<std::process::ChildStdout>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the server answered.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A port that no other test has had, and that is free.
fn port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).expect("small");
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed);
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl Answered {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }
}

impl Served {
    /// Serves the project, and uses the first link.
    pub(crate) fn new(sandbox: &Sandbox) -> (Self, String) {
        Self::at(sandbox, &[])
    }

    /// The same with arguments.
    pub(crate) fn at(sandbox: &Sandbox, args: &[&str]) -> (Self, String) {
        Self::in_folder(sandbox.path(), args)
    }

    /// The same for a project in any folder.
    pub(crate) fn in_folder(folder: &std::path::Path, args: &[&str]) -> (Self, String) {
        // A port of its own: the one that a test comes back to is nobody else's meanwhile.
        let own = [OsString::from("--port"), OsString::from(port().to_string())];
        let has_port = args.contains(&"--port");
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_quotebook"))
            .arg("serve")
            .args(args)
            .args(own.iter().filter(|_| !has_port))
            .current_dir(folder)
            .env("QUOTEBOOK_CODER", "ana")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("program");
        let lines = BufReader::new(child.stdout.take().expect("output"));
        let mut served = Self {
            child,
            port: 0,
            lines,
        };
        let link = served.link();
        let at = link.strip_prefix("http://127.0.0.1:").expect("loopback");
        let (port, path) = at.split_once('/').expect("path");
        served.port = port.parse().expect("port");
        let answer = served.ask("GET", &format!("/{path}"), &[], "");
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer
            .head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "))
            .expect("session");
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
            "{cookie}"
        );
        // A link works once.
        assert_eq!(served.ask("GET", &format!("/{path}"), &[], "").status, 401);
        let session = cookie.split(';').next().expect("cookie").to_owned();
        (served, session)
    }

    pub(crate) fn link(&mut self) -> String {
        let mut link = String::new();
        self.lines.read_line(&mut link).expect("link");
        link.trim().to_owned()
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answered {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("server");
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        let host = self.host();
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {host}\r\n"));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!(
            "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ));
        stream.write_all(request.as_bytes()).expect("request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("answer");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").expect("head");
        Answered {
            status: head
                .split(' ')
                .nth(1)
                .expect("status")
                .parse()
                .expect("number"),
            head: head
                .to_lowercase()
                .replace("httponly", "HttpOnly")
                .replace("samesite=strict", "SameSite=Strict"),
            body: body.to_owned(),
        }
    }

    /// As the page asks.
    pub(crate) fn own(&self, session: &str, method: &str, path: &str, body: &Value) -> Answered {
        let origin = format!("http://{}", self.host());
        let headers = [("Cookie", session), ("Origin", origin.as_str())];
        let body = match body {
            Value::Null => String::new(),
            some => some.to_string(),
        };
        self.ask(method, path, &headers, &body)
    }

    /// What the server tells of changes from now on: the data of each event.
    pub(crate) fn events(&self, session: &str) -> std::sync::mpsc::Receiver<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("server");
        let request = format!(
            "GET /api/events HTTP/1.1\r\nHost: {}\r\nCookie: {session}\r\n\r\n",
            self.host()
        );
        stream.write_all(request.as_bytes()).expect("request");
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        // It listens once it has answered.
        let first = lines.next().expect("answer");
        assert!(first.contains("200"), "{first}");
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.filter(|line| line.starts_with("data:")) {
                if tell.send(line).is_err() {
                    break;
                }
            }
        });
        told
    }
}
