//! The bare sync: the same changes over one loopback TCP connection into plain SQLite tables.
//!
//! No HTTP, no credentials, no merging, no state of fields: what durable tables, zstd and loopback
//! allow. A frame is its kind, its packed length, its length, and zstd bytes; a list of changes in
//! it has each change after its length.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use rusqlite::Connection;

use crate::raw;

const SCHEMA: &str = "
    CREATE TABLE state (id BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE change (seq INTEGER PRIMARY KEY, dseq INTEGER NOT NULL UNIQUE, body BLOB NOT NULL);
    CREATE TABLE progress (cursor INTEGER NOT NULL);
    INSERT INTO progress VALUES (0);";
const PUSH: u8 = 1;
const PULL: u8 = 2;
const LEVEL: i32 = 3;

/// Changes a second, pushed, pushed again and pulled.
pub(crate) struct Rates {
    pub(crate) push: f64,
    pub(crate) replay: f64,
    pub(crate) pull: f64,
}

/// Pushes the changes in batches, pushes them again, and pulls them into a second file.
pub(crate) fn run(changes: &[Vec<u8>], batch: usize) -> Result<Rates> {
    let dir = wuyou_testkit::temp_dir();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let file = dir.path().join("server.db");
    let server = thread::spawn(move || serve(&listener, &file));
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let count = changes.len() as f64;
    let begun = Instant::now();
    push(&mut stream, changes, batch)?;
    let push_seconds = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    push(&mut stream, changes, batch)?;
    let replay_seconds = begun.elapsed().as_secs_f64();
    let mut reader = raw::new_plain(&dir.path().join("reader.db"), SCHEMA)?;
    let begun = Instant::now();
    let pulled = pull(&mut stream, &mut reader, batch)?;
    let pull_seconds = begun.elapsed().as_secs_f64();
    ensure!(pulled == changes.len(), "the yardstick lost changes");
    drop(stream);
    match server.join() {
        Ok(result) => result?,
        Err(_) => bail!("the yardstick's server panicked"),
    }
    Ok(Rates {
        push: count / push_seconds,
        replay: count / replay_seconds,
        pull: count / pull_seconds,
    })
}

fn push(stream: &mut TcpStream, changes: &[Vec<u8>], batch: usize) -> Result<()> {
    for (at, some) in changes.chunks(batch).enumerate() {
        let first = (at * batch + 1) as u64;
        let mut body = first.to_le_bytes().to_vec();
        for change in some {
            put(&mut body, change)?;
        }
        send(stream, PUSH, &body)?;
        receive(stream)?.context("no answer")?;
    }
    Ok(())
}

fn pull(stream: &mut TcpStream, reader: &mut Connection, batch: usize) -> Result<usize> {
    let (mut cursor, mut pulled) = (0_u64, 0);
    loop {
        let mut body = cursor.to_le_bytes().to_vec();
        body.extend_from_slice(&(batch as u64).to_le_bytes());
        send(stream, PULL, &body)?;
        let (_, page) = receive(stream)?.context("no answer")?;
        let changes = list(&page)?;
        if changes.is_empty() {
            return Ok(pulled);
        }
        let tx = reader.transaction()?;
        for change in &changes {
            write_state(&tx, change)?;
        }
        cursor += changes.len() as u64;
        tx.execute("UPDATE progress SET cursor = ?1", [cursor as i64])?;
        tx.commit()?;
        pulled += changes.len();
    }
}

fn serve(listener: &TcpListener, file: &Path) -> Result<()> {
    let mut connection = raw::new_plain(file, SCHEMA)?;
    let (mut stream, _) = listener.accept()?;
    stream.set_nodelay(true)?;
    while let Some((kind, body)) = receive(&mut stream)? {
        let number = u64::from_le_bytes(body.get(..8).context("short")?.try_into()?);
        let rest = &body[8..];
        let answer = if kind == PUSH {
            take(&mut connection, number as i64, &list(rest)?)?
        } else {
            page(&connection, number as i64, rest)?
        };
        send(&mut stream, kind, &answer)?;
    }
    Ok(())
}

fn take(connection: &mut Connection, first: i64, changes: &[&[u8]]) -> Result<Vec<u8>> {
    let tx = connection.transaction()?;
    let held: i64 = tx
        .prepare_cached("SELECT cursor FROM progress")?
        .query_row([], |row| row.get(0))?;
    let last = first + changes.len() as i64 - 1;
    for (dseq, change) in (first..).zip(changes).filter(|(dseq, _)| *dseq > held) {
        tx.prepare_cached("INSERT INTO change (dseq, body) VALUES (?1, ?2)")?
            .execute((dseq, change))?;
        write_state(&tx, change)?;
    }
    if last > held {
        tx.execute("UPDATE progress SET cursor = ?1", [last])?;
    }
    tx.commit()?;
    Ok(last.to_le_bytes().to_vec())
}

fn page(connection: &Connection, cursor: i64, limit: &[u8]) -> Result<Vec<u8>> {
    let limit = u64::from_le_bytes(limit.try_into()?) as i64;
    let mut statement = connection
        .prepare_cached("SELECT body FROM change WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    let mut rows = statement.query((cursor, limit))?;
    let mut body = Vec::new();
    while let Some(row) = rows.next()? {
        put(&mut body, &row.get::<_, Vec<u8>>(0)?)?;
    }
    Ok(body)
}

/// The row a change is of; its id stands after entity, operation and group end.
fn write_state(connection: &Connection, change: &[u8]) -> Result<()> {
    let id = change.get(3..19).context("a change without its row")?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO state (id, body) VALUES (?1, ?2)")?
        .execute((id, change))?;
    Ok(())
}

fn put(body: &mut Vec<u8>, change: &[u8]) -> Result<()> {
    body.extend_from_slice(&u32::try_from(change.len())?.to_le_bytes());
    body.extend_from_slice(change);
    Ok(())
}

fn list(mut body: &[u8]) -> Result<Vec<&[u8]>> {
    let mut changes = Vec::new();
    while let Some((length, rest)) = body.split_at_checked(4) {
        let length = u32::from_le_bytes(length.try_into()?) as usize;
        let (change, rest) = rest.split_at_checked(length).context("cut off")?;
        changes.push(change);
        body = rest;
    }
    Ok(changes)
}

fn send(stream: &mut TcpStream, kind: u8, body: &[u8]) -> Result<()> {
    let packed = zstd::bulk::compress(body, LEVEL)?;
    let mut frame = vec![kind];
    frame.extend_from_slice(&u32::try_from(packed.len())?.to_le_bytes());
    frame.extend_from_slice(&u32::try_from(body.len())?.to_le_bytes());
    frame.extend_from_slice(&packed);
    Ok(stream.write_all(&frame)?)
}

/// The next frame; none when the other side is gone.
fn receive(stream: &mut TcpStream) -> Result<Option<(u8, Vec<u8>)>> {
    let mut head = [0; 9];
    if stream.read_exact(&mut head).is_err() {
        return Ok(None);
    }
    let packed = u32::from_le_bytes(head[1..5].try_into()?) as usize;
    let length = u32::from_le_bytes(head[5..9].try_into()?) as usize;
    let mut body = vec![0; packed];
    stream.read_exact(&mut body)?;
    Ok(Some((head[0], zstd::bulk::decompress(&body, length)?)))
}
