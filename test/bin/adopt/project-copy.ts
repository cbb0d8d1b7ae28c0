import { type ExecFileException, execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const projectRoot = join(__dirname, '..', '..', '..');

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A copy of this project as it stands, committed, in a folder of its own. */
export class ProjectCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'game-federation-copy-'));

  constructor() {
    const options = { cwd: projectRoot, encoding: 'utf8' } as const;
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], options);
    for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(projectRoot, name)))) {
      cpSync(join(projectRoot, file), join(this.root, file));
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(this.root, 'node_modules'));
    // The link is no folder, so what ignores the folder does not ignore it.
    writeFileSync(join(this.root, '.gitignore'), `${this.read('.gitignore')}node_modules\n`);
    this.git('init', '-q');
    this.git('add', '-A');
    // Whatever hooks and keys whoever runs this has for commits of their own.
    const settings = ['user.name=a', 'user.email=a@b.example', 'commit.gpgsign=false', 'core.hooksPath=/dev/null'];
    this.git(...settings.flatMap((setting) => ['-c', setting]), 'commit', '-qm', 'all');
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.root, file), text);
  }

  /** Runs Node there, without the test runner's own settings. */
  node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const { NODE_OPTIONS: _, JEST_WORKER_ID: _worker, ...inherited } = process.env;
    const env = { ...inherited, ...environment, NO_COLOR: '1' };
    const options = { cwd: this.root, env, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
    return new Promise((resolve) => {
      execFile(process.execPath, args, options, (error: ExecFileException | null, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      );
    });
  }

  /** Runs the command of a script in package.json, which must begin with `node`. */
  script(name: string, ...args: string[]): Promise<Ended> {
    const [node, ...command] = JSON.parse(this.read('package.json')).scripts[name].split(' ');
    if (node !== 'node') throw new Error(`the script '${name}' does not run node`);
    return this.node([...command, ...args]);
  }

  /** @returns what git says there */
  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8' });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
