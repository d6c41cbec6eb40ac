/** The real programs, each in a folder of its own that is removed at the end. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
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

/** Starts a program that serves, and answers the address it prints. */
async function serving(program: string, args: string[]): Promise<[ChildProcess, string]> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const url = await new Promise<string>((found, failed) => {
    let said = ''
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (match) found(match[0])
    })
    child.on('exit', (code) => failed(new Error(`${program} ended with ${String(code)}: ${said}`)))
  })
  return [child, url]
}

function run(program: string, args: string[], input?: string): unknown {
  const done = spawnSync(program, args, { encoding: 'utf8', ...(input ? { input } : {}) })
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`)
  return done.stdout.trim() === '' ? null : (JSON.parse(done.stdout) as unknown)
}

export class Programs {
  readonly folder = mkdtempSync(join(tmpdir(), 'wuyou-browser-'))
  private readonly children: ChildProcess[] = []

  /** Headquarters with its console and a user `hq` / `right horse battery`. */
  async headquarters(): Promise<string> {
    const console = join(root, 'ui', 'dist', 'console')
    const data = join(this.folder, 'hq')
    const args = ['serve', '--data', data, '--listen', '127.0.0.1:0', '--console', console]
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
    const args = ['--data', data, 'serve-ui', '--listen', '127.0.0.1:0', '--ui', app]
    const [child, url] = await serving(dealer, args)
    this.children.push(child)
    return url
  }

  async close(): Promise<void> {
    await Promise.all(
      this.children.map(
        (child) =>
          new Promise<void>((done) => {
            if (child.exitCode !== null) return done()
            child.once('exit', () => done())
            child.kill()
          }),
      ),
    )
    rmSync(this.folder, { recursive: true, force: true })
  }
}
