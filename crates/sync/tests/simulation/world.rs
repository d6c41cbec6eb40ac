//! One seed's run: one thread, one generator, every choice drawn from it.

use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use wuyou_sync::clock;
use wuyou_sync::hash::{self, CHAIN_START, Hash};
use wuyou_sync::value::RowId;

use crate::bug::Bug;
use crate::device::Device;
use crate::edit::Editor;
use crate::fold::State;
use crate::options::Options;
use crate::oracle::{self, Account, Shadow};
use crate::server::Server;

const DEALERS: usize = crate::edit::DEALER_TAGS.len();
const HOUR_MS: i64 = 3_600_000;
const TEN_YEARS_MS: i64 = 10 * 365 * 24 * HOUR_MS;
/// 2026-11-21, Unix milliseconds.
const START_AT: i64 = 1_795_219_200_000;

/// Bytes on their way.
#[derive(Debug, Clone)]
struct Message {
    device: usize,
    /// The request these bytes are or answer.
    number: u64,
    to_server: bool,
    body: Vec<u8>,
}

/// What one run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Report {
    /// A hash over every step: equal when a seed is run again.
    pub(crate) trace: Hash,
    pub(crate) entries: usize,
    pub(crate) conflicts: usize,
    pub(crate) refused: usize,
}

pub(crate) struct World {
    options: Options,
    rng: StdRng,
    now_at: i64,
    server: Server,
    devices: Vec<Device>,
    shadows: Vec<Shadow>,
    logs: Vec<(usize, Hash)>,
    net: Vec<Message>,
    requests: u64,
    trace: Hash,
}

/// Runs one seed to the end.
pub(crate) fn run(seed: u64, bug: Option<Bug>) -> Result<Report, String> {
    let (options, rng) = Options::draw(seed, bug);
    let told = format!("{options:?}");
    World::new(options, rng)
        .run()
        .map_err(|problem| format!("{problem}\n  replay: WUYOU_SEED={seed}\n  {told}"))
}

impl World {
    fn new(options: Options, mut rng: StdRng) -> Self {
        let devices: Vec<Device> = (0..options.devices)
            .map(|number| {
                let mut id: RowId = rng.random();
                id[0] = 0x80 + u8::try_from(number).unwrap();
                let mut device = Device::new(id, number % DEALERS);
                if rng.random_bool(options.fast_clocks) {
                    let most = *[48 * HOUR_MS, TEN_YEARS_MS].choose(&mut rng).unwrap();
                    device.clock_offset = rng.random_range(HOUR_MS..=most);
                }
                device
            })
            .collect();
        let enrolled: Vec<(usize, RowId)> = devices.iter().map(|d| (d.dealer, d.id)).collect();
        Self {
            server: Server::new(DEALERS, &enrolled),
            shadows: devices.iter().map(|_| Shadow::default()).collect(),
            devices,
            logs: vec![(0, CHAIN_START); DEALERS],
            net: Vec::new(),
            requests: 0,
            trace: CHAIN_START,
            now_at: START_AT,
            options,
            rng,
        }
    }

    fn run(mut self) -> Result<Report, String> {
        for step in 0..self.options.steps {
            self.step()
                .map_err(|problem| format!("step {step}: {problem}"))?;
        }
        self.options.calm();
        self.set_clocks();
        self.settle()?;
        self.finish()
    }

    fn note(&mut self, what: &[u8]) {
        self.trace = hash::chain(&self.trace, what);
    }

    fn step(&mut self) -> Result<(), String> {
        self.now_at += self.rng.random_range(1..120_000);
        self.jump_clocks();
        if self.rng.random_bool(self.options.edit_rate) {
            return self.edit();
        }
        if self.net.is_empty() || self.rng.random_bool(0.4) {
            let device = self.rng.random_range(0..self.devices.len());
            if self.devices[device].waiting.is_none() || self.rng.random_bool(0.3) {
                self.send(device);
            }
            return Ok(());
        }
        let at = self.rng.random_range(0..self.net.len());
        self.deliver(at)
    }

    fn jump_clocks(&mut self) {
        let jump = |rng: &mut StdRng| rng.random_range(-TEN_YEARS_MS..=TEN_YEARS_MS);
        if self.rng.random_bool(self.options.clock_jump) {
            let device = self.rng.random_range(0..self.devices.len());
            self.devices[device].clock_offset = jump(&mut self.rng);
        }
        if self.rng.random_bool(self.options.server_clock_jump) {
            self.server.clock_offset = jump(&mut self.rng);
        }
    }

    fn set_clocks(&mut self) {
        self.server.clock_offset = 0;
        for device in &mut self.devices {
            device.clock_offset = 0;
        }
    }

    fn edit(&mut self) -> Result<(), String> {
        let device = self.rng.random_range(0..self.devices.len());
        Editor::new(
            &mut self.devices[device],
            &mut self.rng,
            &self.options,
            self.now_at,
        )
        .group();
        let chain = self.devices[device].disk.chain;
        self.note(&chain);
        self.check_device(device)
    }

    fn send(&mut self, device: usize) {
        self.requests += 1;
        self.devices[device].waiting = Some(self.requests);
        let body = self.devices[device].request(self.now_at, &self.options);
        self.note(&body);
        self.net.push(Message {
            device,
            number: self.requests,
            to_server: true,
            body,
        });
    }

    fn deliver(&mut self, at: usize) -> Result<(), String> {
        let mut message = if self.rng.random_bool(self.options.duplicate) {
            self.net[at].clone()
        } else {
            self.net.swap_remove(at)
        };
        if self.rng.random_bool(self.options.lose) {
            return Ok(());
        }
        if self.rng.random_bool(self.options.truncate) {
            let length = self.rng.random_range(0..=message.body.len());
            message.body.truncate(length);
        }
        self.note(&message.body);
        if message.to_server {
            self.at_server(&message)
        } else {
            self.at_device(&message)
        }
    }

    fn at_server(&mut self, message: &Message) -> Result<(), String> {
        let device = &self.devices[message.device];
        let dealer = device.dealer;
        let answer = self.server.handle(
            (dealer, device.id),
            &message.body,
            self.now_at,
            &self.options,
            &mut self.rng,
        );
        oracle::log(&self.server.dealers[dealer], &mut self.logs[dealer])?;
        if let Some(body) = answer {
            oracle::answer(&body, dealer)?;
            self.net.push(Message {
                to_server: false,
                body,
                ..*message
            });
        }
        Ok(())
    }

    fn at_device(&mut self, message: &Message) -> Result<(), String> {
        let device = &mut self.devices[message.device];
        let awaited = device.waiting == Some(message.number);
        if awaited {
            device.waiting = None;
        } else if !self.options.late_answers {
            return Ok(());
        }
        device.receive(&message.body, &self.options, &mut self.rng)?;
        self.check_device(message.device)
    }

    fn check_device(&mut self, device: usize) -> Result<(), String> {
        let shadow = &mut self.shadows[device];
        let device = &self.devices[device];
        oracle::device(device, &self.server.dealers[device.dealer], shadow)
    }

    /// With the faults off everything drains in a bounded number of rounds. (Promise 16.)
    fn settle(&mut self) -> Result<(), String> {
        while !self.net.is_empty() {
            let at = self.rng.random_range(0..self.net.len());
            self.deliver(at)?;
        }
        let unsent: u64 = self
            .devices
            .iter()
            .map(|device| device.disk.last_dseq - device.disk.acknowledged)
            .sum();
        // Every unsent change may cost a round, and so may every entry it leads to.
        let entries: u64 = self.server.dealers.iter().map(|dealer| dealer.seq).sum();
        let bound = 3 + entries + unsent * 8;
        let mut order: Vec<usize> = (0..self.devices.len()).collect();
        for _ in 0..bound {
            order.shuffle(&mut self.rng);
            for device in &order {
                self.send(*device);
                while !self.net.is_empty() {
                    self.deliver(0)?;
                }
            }
            if self.is_quiet() {
                return Ok(());
            }
        }
        Err(format!("not quiet after {bound} rounds"))
    }

    fn is_quiet(&self) -> bool {
        self.devices.iter().all(|device| {
            device.is_drained() && device.disk.cursor.seq == self.server.dealers[device.dealer].seq
        })
    }

    fn finish(mut self) -> Result<Report, String> {
        let mut report = Report {
            trace: CHAIN_START,
            entries: 0,
            conflicts: 0,
            refused: 0,
        };
        for (number, dealer) in self.server.dealers.iter().enumerate() {
            let ours: Vec<&Device> = self.devices.iter().filter(|d| d.dealer == number).collect();
            let server = State::of_server(&dealer.rows);
            let mut fold = State::default();
            for entry in &dealer.log {
                fold.apply(&wuyou_sync::change::Change::decode(&entry.change).unwrap());
            }
            if let Some(difference) = fold.difference(&server) {
                return Err(format!(
                    "the server is not the fold of its log: {difference}"
                ));
            }
            for device in &ours {
                if let Some(difference) = server.difference(&device.disk.rows) {
                    return Err(format!(
                        "{:?} differs from the server: {difference}",
                        device.id
                    ));
                }
                let ahead = clock::millis(device.disk.hlc) - self.now_at;
                if ahead > clock::MAX_AHEAD_MS {
                    let id = device.id;
                    return Err(format!("{id:?} reads {ahead} ms ahead on a right clock"));
                }
                report.refused += device.disk.parked.len();
            }
            report.entries += dealer.log.len();
            report.conflicts += Account::check(dealer, &ours)?;
            self.trace = hash::chain(&self.trace, &dealer.log_hash);
        }
        report.trace = self.trace;
        Ok(report)
    }
}
