/** The real programs, each in a folder of its own that is removed at the end. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = process.env['WUYOU_BIN'] ?? join(root, 'target', 'debug')
const ending = process.platform === 'win32' ? '.exe' : ''
const server = join(folder, `wuyou-server${ending}`)
const dealer = join(folder, `wuyou${ending}`)

/** Whether the programs were built. */
export const built = existsSync(server) && existsSync(dealer)

/** A port nobody listens on now. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

/** Starts a program that serves on an address, and waits until it answers there. */
async function serving(program: string, args: string[]): Promise<[ChildProcess, string]> {
  const place = `127.0.0.1:${await freePort()}`
  const child = spawn(program, [...args, '--listen', place], { stdio: 'ignore' })
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
    const answer = await fetch(`http://${place}/`).catch(() => null)
    if (answer?.ok) return [child, `http://${place}`]
    await new Promise((done) => setTimeout(done, 50))
  }
  child.kill()
  throw new Error(`${program} does not answer`)
}

function run(program: string, args: string[], input?: string): unknown {
  const done = spawnSync(program, args, { encoding: 'utf8', ...(input ? { input } : {}) })
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`)
  return done.stdout.trim() === '' ? null : (JSON.parse(done.stdout) as unknown)
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done()
    child.once('exit', () => done())
    child.kill()
  })
}

/** The first program that is started is headquarters. */
export class Programs {
  readonly folder = mkdtempSync(join(tmpdir(), 'wuyou-browser-'))
  private readonly children: ChildProcess[] = []

  /** The network is gone: headquarters answers no more. */
  async stopHeadquarters(): Promise<void> {
    const [child] = this.children.splice(0, 1)
    if (child) await ended(child)
  }

  /** Headquarters with its console and a user `hq` / `right horse battery`. */
  async headquarters(): Promise<string> {
    const console = join(root, 'ui', 'dist', 'console')
    const data = join(this.folder, 'hq')
    const args = ['serve', '--data', data, '--console', console]
    const [child, url] = await serving(server, args)
    this.children.push(child)
    this.admin(['create-user', '--name', 'hq', '--password-stdin'], 'right horse battery\n')
    return url
  }

  admin(args: string[], input?: string): unknown {
    return run(server, ['admin', '--data', join(this.folder, 'hq'), ...args], input)
  }

  /** A dealer's PC whose app a browser shows. */
  async pc(name: string): Promise<string> {
    const app = join(root, 'ui', 'dist', 'app')
    const data = join(this.folder, name)
    const args = ['--data', data, 'serve-ui', '--ui', app]
    const [child, url] = await serving(dealer, args)
    this.children.push(child)
    return url
  }

  async close(): Promise<void> {
    await Promise.all(this.children.map(ended))
    rmSync(this.folder, { recursive: true, force: true })
  }
}
