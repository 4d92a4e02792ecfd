//! A real browser, driven over the WebDriver protocol (W3C, 2018): Chromium without a window.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::served::Served;

/// How long anything may take before a test calls it missing.
const PATIENCE: Duration = Duration::from_secs(20);

/// Keys that are no letters, as the protocol names them.
pub(crate) mod key {
    pub(crate) const ENTER: &str = "\u{E007}";
    pub(crate) const ESCAPE: &str = "\u{E00C}";
    pub(crate) const SHIFT: &str = "\u{E008}";
    pub(crate) const CONTROL: &str = "\u{E009}";
    pub(crate) const ALT: &str = "\u{E00A}";
    pub(crate) const LEFT: &str = "\u{E012}";
    pub(crate) const RIGHT: &str = "\u{E014}";
    pub(crate) const DOWN: &str = "\u{E015}";
}

/// A browser with one window.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    downloads: tempfile::TempDir,
    base: String,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let path = format!("/session/{}", self.session);
        let _ = send(self.port, "DELETE", &path, &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn send(port: u16, method: &str, path: &str, body: &Value) -> std::io::Result<Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(150)))?;
    let body = match body {
        Value::Null => String::new(),
        some => some.to_string(),
    };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().expect("length");
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    Ok(serde_json::from_slice::<Value>(&bytes).expect("JSON")["value"].clone())
}

impl Browser {
    /// Starts one, or says why there is none.
    pub(crate) fn start() -> Option<Self> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let started = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut driver) = started else {
            let words = "there is no chromedriver: `tests/chromium` installs it where apt is, else CHROMEDRIVER names it";
            assert!(std::env::var_os("QUOTEBOOK_BROWSER").is_none(), "{words}");
            eprintln!("SKIPPED, {words}");
            return None;
        };
        let mut lines = BufReader::new(driver.stdout.take().expect("output"));
        let port = loop {
            let mut line = String::new();
            assert!(
                lines.read_line(&mut line).expect("line") > 0,
                "chromedriver ended"
            );
            let digits = line
                .trim()
                .trim_end_matches('.')
                .rsplit(' ')
                .next()
                .unwrap_or_default();
            if let (true, Ok(port)) = (line.contains("successfully"), digits.parse()) {
                break port;
            }
        };
        // Whoever writes to a pipe that nobody reads stops some day.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        let downloads = tempfile::TempDir::new().expect("folder");
        let options = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "unhandledPromptBehavior": "ignore",
            "timeouts": { "script": 120_000 },
            "goog:chromeOptions": {
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1300,900", "--lang=en"],
                "prefs": { "download.default_directory": downloads.path(), "download.prompt_for_download": false },
            },
        } } });
        let made = send(port, "POST", "/session", &options).expect("driver");
        let session = made["sessionId"].as_str().map(str::to_owned);
        let session = session.expect("a session of the browser");
        Some(Self {
            driver,
            port,
            session,
            downloads,
            base: String::new(),
        })
    }

    fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        let path = format!("/session/{}{path}", self.session);
        let answer = send(self.port, method, &path, &body).expect("driver");
        let asked: String = body.to_string().chars().take(300).collect();
        assert!(answer.get("error").is_none(), "{path} {asked}: {answer}");
        answer
    }

    /// Uses the next link of a server, and stands on its first page.
    pub(crate) fn enter(&mut self, served: &mut Served) {
        let link = served.link();
        self.base = format!("http://{}", served.host());
        self.ask("POST", "/url", json!({ "url": link }));
        self.wait("location.pathname === '/' && document.querySelector('nav') !== null");
    }

    /// Goes to a page of the server.
    pub(crate) fn go(&self, path: &str) {
        self.ask(
            "POST",
            "/url",
            json!({ "url": format!("{}{path}", self.base) }),
        );
    }

    pub(crate) fn reload(&self) {
        self.ask("POST", "/refresh", json!({}));
    }

    /// What an expression is.
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.ask(
            "POST",
            "/execute/sync",
            json!({ "script": format!("return ({expression});"), "args": [] }),
        )
    }

    pub(crate) fn words(&self, expression: &str) -> String {
        self.value(expression)
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Runs statements that end in `done(value)`.
    pub(crate) fn run(&self, script: &str, arguments: Value) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.ask(
            "POST",
            "/execute/async",
            json!({ "script": script, "args": arguments }),
        )
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&self, expression: &str) {
        let since = Instant::now();
        // A page that is just being left has no values.
        let is_true = || {
            let path = format!("/session/{}/execute/sync", self.session);
            let body = json!({ "script": format!("return Boolean({expression});"), "args": [] });
            send(self.port, "POST", &path, &body).expect("driver") == Value::Bool(true)
        };
        while !is_true() {
            assert!(
                since.elapsed() < PATIENCE,
                "never: {expression}\nat {}\nstatus: {}\n{}",
                self.words("location.href"),
                self.words("document.getElementById('status')?.textContent"),
                self.words("document.body.innerText.slice(0, 3000)"),
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Strikes keys one after the other, each letter of `keys` one.
    pub(crate) fn keys(&self, keys: &str) {
        let strikes: Vec<Value> = keys
            .chars()
            .flat_map(|it| {
                ["keyDown", "keyUp"].map(|what| json!({ "type": what, "value": it.to_string() }))
            })
            .collect();
        self.act(&strikes);
    }

    /// Strikes `key` while the keys `held` are down.
    pub(crate) fn chord(&self, held: &str, key: &str) {
        let act = |what: &str, it: char| json!({ "type": what, "value": it.to_string() });
        let down = held.chars().map(|it| act("keyDown", it));
        let struck = key
            .chars()
            .flat_map(|it| [act("keyDown", it), act("keyUp", it)]);
        let up = held.chars().rev().map(|it| act("keyUp", it));
        self.act(&down.chain(struck).chain(up).collect::<Vec<_>>());
    }

    fn act(&self, strikes: &[Value]) {
        self.ask(
            "POST",
            "/actions",
            json!({ "actions": [{ "type": "key", "id": "keys", "actions": strikes }] }),
        );
    }

    fn element(&self, css: &str) -> String {
        let body = json!({ "using": "css selector", "value": css });
        let found = self.ask("POST", "/element", body);
        let id = found
            .as_object()
            .and_then(|it| it.values().next())
            .and_then(Value::as_str);
        id.expect(css).to_owned()
    }

    /// Clicks where a person could.
    pub(crate) fn click(&self, css: &str) {
        self.wait(&format!("document.querySelector({})", json!(css)));
        let id = self.element(css);
        self.ask("POST", &format!("/element/{id}/click"), json!({}));
    }

    /// Types into a field, or gives a file to one for files.
    pub(crate) fn fill(&self, css: &str, text: &str) {
        let id = self.element(css);
        self.ask(
            "POST",
            &format!("/element/{id}/value"),
            json!({ "text": text }),
        );
    }

    /// The size of the window.
    pub(crate) fn size(&self, width: u32, height: u32) {
        self.ask(
            "POST",
            "/window/rect",
            json!({ "width": width, "height": height }),
        );
    }

    /// Light or dark.
    pub(crate) fn scheme(&self, name: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": name }] });
        self.ask(
            "POST",
            "/goog/cdp/execute",
            json!({ "cmd": "Emulation.setEmulatedMedia", "params": features }),
        );
    }

    /// What the page has downloaded under this name.
    pub(crate) fn downloaded(&self, name: &str) -> Vec<u8> {
        let path = self.downloads.path().join(name);
        let since = Instant::now();
        // While it comes the file stands there empty, and what has come beside it.
        let is_whole = || {
            let mut files = std::fs::read_dir(self.downloads.path())
                .expect("folder")
                .flatten();
            let comes = files.any(|it| it.path().extension().is_some_and(|it| it == "crdownload"));
            !comes && path.metadata().is_ok_and(|it| it.len() > 0)
        };
        while !is_whole() {
            assert!(since.elapsed() < PATIENCE, "`{name}` was never downloaded");
            std::thread::sleep(Duration::from_millis(30));
        }
        std::fs::read(path).expect(name)
    }

    /// A picture of the window, where `QUOTEBOOK_PICTURES` names a folder for them.
    pub(crate) fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("QUOTEBOOK_PICTURES") else {
            return;
        };
        let picture = self.ask("GET", "/screenshot", Value::Null);
        let path = Path::new(&folder).join(format!("{name}.base64"));
        std::fs::write(path, picture.as_str().unwrap_or_default()).expect("picture");
    }

    /// What axe finds on the page, one line each; `None` where axe is not there.
    pub(crate) fn axe(&self) -> Option<Vec<String>> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe-core-4.11.0/axe.min.js");
        let Ok(axe) = std::fs::read_to_string(path) else {
            eprintln!("SKIPPED, there is no axe-core: `tests/chromium` fetches it where npm is");
            return None;
        };
        let script = format!(
            "{axe}; axe.run({{ resultTypes: ['violations'] }}).then((it) => done(it.violations.flatMap((it) => it.nodes.map((node) => `${{it.id}}: ${{node.html.slice(0, 200)}} ${{node.any[0]?.message ?? ''}}`))))"
        );
        let found = self.run(&script, json!([]));
        let lines = found.as_array().expect("violations").iter();
        Some(
            lines
                .map(|it| it.as_str().unwrap_or_default().to_owned())
                .collect(),
        )
    }
}
