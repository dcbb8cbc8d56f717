import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the scripts may find on any system; everything else is a stub of the test, or missing. */
const tools = [
  'bash',
  'cat',
  'cmp',
  'cp',
  'dirname',
  'env',
  'find',
  'head',
  'mkdir',
  'mktemp',
  'mv',
  'rm',
  'sed',
  'sh',
  'touch',
];

let folder: string;
let bin: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'limner-scripts-'));
  bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const tool of tools) symlinkSync(pathOf(tool), join(bin, tool));
  for (const path of ['scripts', '.ci']) cpSync(join(root, path), join(folder, path), { recursive: true });
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'main.ts'), '');
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  stub('id', 'echo 0');
  stub('node', 'echo v20.19.0');
  stub(
    'npm',
    'case "$*" in "ls --all") exit 1;; "ci "*) mkdir -p node_modules;; *build) echo built >dist/main.js;; esac',
  );
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function pathOf(tool: string): string {
  const found = ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
    .map((path) => join(path, tool))
    .find((path) => existsSync(path));
  if (!found) throw new Error(`No ${tool} on this system`);
  return found;
}

/** A command that notes its call and then does `script`. */
function stub(name: string, script = ''): void {
  writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"${folder}/calls"\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** The calls of stubs that changed something, since the last time. */
function calls(): string[] {
  const path = join(folder, 'calls');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  rmSync(path, { force: true });
  return text.split('\n').filter((line) => line !== '' && !/^(id|node|npm ls)\b/.test(line));
}

function run(
  script: string,
  env: Record<string, string> = {},
  path = bin,
): Promise<{ code: number; out: string; error: string }> {
  const shell = script === '.ci/run' ? 'bash' : 'sh';
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: path, ...env } };
    execFile(join(bin, shell), [script], options, (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : failure ? -1 : 0, out, error });
    });
  });
}

function older(path: string): void {
  utimesSync(join(folder, path), 1, 1);
}

describe('setup', () => {
  it('installs the packages and builds on a fresh clone, and does nothing the second time', async () => {
    stub('redis-server');

    const first = await run('scripts/setup.sh');
    expect(first).toEqual({
      code: 0,
      out: 'limner: Installing the npm packages.\nlimner: Building.\nlimner: Ready. Start with: npm start\n',
      error: '',
    });
    expect(calls()).toEqual([
      'npm ci --ignore-scripts --include=dev --no-audit --no-fund --loglevel=error',
      'npm run --silent build',
    ]);

    const second = await run('scripts/setup.sh');
    expect(second).toEqual({ code: 0, out: 'limner: Ready. Start with: npm start\n', error: '' });
    expect(calls()).toEqual([]);
  });

  it('installs again when the lockfile changed, and builds again when a source changed or went', async () => {
    stub('valkey-server');
    writeFileSync(join(folder, 'src', 'gone.ts'), '');
    await run('scripts/setup.sh');
    calls();

    writeFileSync(join(folder, 'package-lock.json'), '{"changed":true}');
    older('package-lock.json');
    await run('scripts/setup.sh');
    expect(calls()).toEqual(['npm ci --ignore-scripts --include=dev --no-audit --no-fund --loglevel=error']);

    writeFileSync(join(folder, 'src', 'main.ts'), '// changed');
    await run('scripts/setup.sh');
    expect(calls()).toEqual(['npm run --silent build']);

    rmSync(join(folder, 'src', 'gone.ts'));
    writeFileSync(join(folder, 'dist', 'stale.js'), '');
    await run('scripts/setup.sh');
    expect(calls()).toEqual(['npm run --silent build']);
    expect(existsSync(join(folder, 'dist', 'stale.js'))).toBe(false);
  });

  it('leaves packages alone that were installed by hand and are complete', async () => {
    stub('redis-server');
    stub('npm', 'mkdir -p dist');
    mkdirSync(join(folder, 'node_modules'));

    await run('scripts/setup.sh');

    expect(calls()).toEqual(['npm run --silent build']);
  });

  it('installs without the lockfile where npm refuses it, and says so when that fails, too', async () => {
    stub('redis-server');
    stub('npm', 'case "$*" in "ci "*) exit 1;; "install "*) mkdir -p node_modules;; esac');

    const result = await run('scripts/setup.sh');

    expect(result.code).toBe(0);
    expect(calls()).toContain(
      'npm install --no-save --ignore-scripts --include=dev --no-audit --no-fund --loglevel=error',
    );

    rmSync(join(folder, 'node_modules'), { recursive: true });
    stub('npm', 'exit 1');
    const failed = await run('scripts/setup.sh');

    expect([failed.code, failed.error]).toEqual([
      1,
      'limner: The npm packages could not be installed; what npm said stands above. Check the network and run this again.\n',
    ]);
  });

  it('builds again after a build that failed', async () => {
    stub('redis-server');
    stub('npm', 'case "$*" in "ci "*) mkdir -p node_modules;; *build) exit 2;; esac');

    const failed = await run('scripts/setup.sh');

    expect([failed.code, failed.error]).toEqual([
      1,
      'limner: The build failed; what is wrong stands above.\n',
    ]);
    calls();
    await run('scripts/setup.sh');
    expect(calls()).toEqual(['npm run --silent build']);
  });

  it.each(['v20.18.3', 'v18.20.0', 'v9.0.0'])('refuses Node %s', async (version) => {
    stub('node', `echo ${version}`);

    const result = await run('scripts/setup.sh');

    expect([result.code, result.error]).toEqual([
      1,
      `limner: Node 20.19 or later is needed, but this is ${version}. Get a newer one from https://nodejs.org.\n`,
    ]);
  });

  it.each(['v20.19.0', 'v20.20.2', 'v22.1.0', 'v100.0.0'])('accepts Node %s', async (version) => {
    stub('redis-server');
    stub('node', `echo ${version}`);

    expect((await run('scripts/setup.sh')).code).toBe(0);
  });

  it.each([
    ['apt-get', ['apt-get install -y --no-install-recommends redis-server']],
    ['dnf', ['dnf install -y valkey']],
    ['apk', ['apk add --no-cache redis']],
    ['brew', ['brew install redis']],
  ])('installs a store with %s when there is none', async (manager, expected) => {
    stub(manager);

    const result = await run('scripts/setup.sh');

    expect(result.out).toContain('limner: Installing redis-server.\n');
    expect(calls().slice(0, expected.length)).toEqual(expected);
  });

  it('asks sudo when it is not root, and brings the package lists up to date when they are not', async () => {
    stub('id', 'echo 1000');
    stub('sudo', 'exec "$@"');
    stub('apt-get', `[ "$1" = update ] && touch "${'$'}{0%/*}/../lists"; [ -f "${'$'}{0%/*}/../lists" ]`);

    const result = await run('scripts/setup.sh');

    expect(result.code).toBe(0);
    expect(calls().filter((call) => call.startsWith('apt-get'))).toEqual([
      'apt-get install -y --no-install-recommends redis-server',
      'apt-get update -q',
      'apt-get install -y -q --no-install-recommends redis-server',
    ]);
  });

  it('says what to do when it cannot become root, and when there is no package manager', async () => {
    const none = await run('scripts/setup.sh');
    stub('id', 'echo 1000');
    stub('dnf');
    const noRoot = await run('scripts/setup.sh');

    expect([none.code, none.error]).toEqual([
      1,
      'limner: No redis-server or valkey-server was found and none could be installed. Install Redis 6.2 or later yourself, or set REDIS_URL to a store of yours.\n',
    ]);
    expect([noRoot.code, noRoot.error]).toEqual([
      1,
      'limner: Installing a package needs root. Run as root, install sudo, or install it yourself: dnf install -y valkey\n',
    ]);
  });

  it('installs no store when REDIS_URL names one', async () => {
    stub('apt-get');

    const result = await run('scripts/setup.sh', { REDIS_URL: 'redis://store' });

    expect(result.code).toBe(0);
    expect(calls().some((call) => call.startsWith('apt-get'))).toBe(false);
  });
});

describe('doctor', () => {
  it('says what to do first where nothing is built yet, and else hands over to the program', async () => {
    const before = await run('scripts/doctor.sh');
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'main.js'), '');
    const after = await run('scripts/doctor.sh');

    expect(before).toEqual({
      code: 1,
      out: '',
      error: 'limner: Limner is not built yet. Run this first: npm run setup\n',
    });
    // What the stub of node says.
    expect(after).toMatchObject({ code: 0, out: 'v20.19.0\n' });
  });
});

describe('test', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
    for (const tool of ['prettier', 'oxlint', 'tsc', 'vitest']) localTool(tool);
  });

  function localTool(name: string, script = ''): void {
    stub(name, script);
    rmSync(join(folder, 'node_modules', '.bin', name), { force: true });
    cpSync(join(bin, name), join(folder, 'node_modules', '.bin', name));
    rmSync(join(bin, name));
  }

  it('runs format, lint, types and tests, in this order', async () => {
    stub('chromium');

    const result = await run('scripts/test.sh');

    expect(result.code).toBe(0);
    expect(calls()).toEqual([
      'prettier --check --cache --log-level warn .',
      'oxlint --deny-warnings --quiet',
      'tsc --noEmit -p tsconfig.json',
      'vitest run',
    ]);
  });

  it('checks the types of the page, too, where there is one', async () => {
    stub('chromium');
    mkdirSync(join(folder, 'src/bots/web/page'), { recursive: true });
    writeFileSync(join(folder, 'src/bots/web/page/tsconfig.json'), '{}');

    await run('scripts/test.sh');

    expect(calls()).toContain('tsc --noEmit -p src/bots/web/page/tsconfig.json');
  });

  it('runs the tests even when the lint failed, and fails', async () => {
    stub('chromium');
    localTool('oxlint', 'exit 1');

    const result = await run('scripts/test.sh');

    expect(calls()).toContain('vitest run');
    expect(result).toEqual({
      code: 1,
      out: '',
      error:
        'limner: Not in order: lint. What can be mended by itself is mended by: npm run fix\n' +
        'limner: The tests passed, but format, lint or types are not in order; see further above.\n',
    });
  });

  it('fails when a test fails', async () => {
    stub('chromium');
    localTool('vitest', 'exit 1');

    const result = await run('scripts/test.sh');

    expect([result.code, result.error]).toEqual([1, 'limner: Tests failed; see above.\n']);
  });

  it('installs chromium when there is none, unless it is told not to', async () => {
    stub('apt-get');

    await run('scripts/test.sh', { LIMNER_SKIP_BROWSER: '1' });
    expect(calls().filter((call) => call.startsWith('apt-get'))).toEqual([]);

    await run('scripts/test.sh');
    expect(calls().filter((call) => call.startsWith('apt-get'))).toEqual([
      'apt-get install -y --no-install-recommends chromium',
    ]);
  });

  it('says to run the setup first', async () => {
    rmSync(join(folder, 'node_modules'), { recursive: true });

    const result = await run('scripts/test.sh');

    expect([result.code, result.error]).toEqual([
      1,
      'limner: The npm packages are missing. Run this first: npm run setup\n',
    ]);
  });
});

describe('.ci/run', () => {
  const withNode = [process.execPath.replace(/\/node$/, '')];

  function ci(report: object | undefined, testCode: number, chaosCode = 0) {
    rmSync(join(bin, 'node'));
    if (report) writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
    const write = report ? `cat "${folder}/report.json" >"$LIMNER_TEST_REPORT";` : '';
    stub('npm', `case "$*" in *test) ${write} exit ${testCode};; *chaos) exit ${chaosCode};; esac`);
    return run('.ci/run', {}, [bin, ...withNode].join(delimiter));
  }

  function lastLine(out: string): string | undefined {
    return out.trimEnd().split('\n').at(-1);
  }

  const good = { numPassedTests: 812, numFailedTests: 0, testResults: [] };

  it('can be run', () => {
    expect(statSync(join(root, '.ci/run')).mode & 0o111).toBe(0o111);
  });

  it('runs setup, tests and chaos, and ends with the counts', async () => {
    const result = await ci(good, 0);

    expect([result.code, lastLine(result.out)]).toEqual([0, '812 passed, 0 failed']);
    expect(calls()).toEqual(['npm run --silent setup', 'npm run --silent test', 'npm run --silent chaos']);
  });

  it('fails when a test failed or a file could not be read', async () => {
    const broken = { status: 'failed', assertionResults: [] };
    const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    const result = await ci({ numPassedTests: 3, numFailedTests: 1, testResults: [broken, failing] }, 1);

    expect([result.code, lastLine(result.out)]).toEqual([1, '3 passed, 2 failed']);
  });

  it.each([
    ['the lint', 1, 0],
    ['the chaos run', 0, 1],
  ])('fails when %s failed although every test passed', async (_, testCode, chaosCode) => {
    const result = await ci(good, testCode, chaosCode);

    expect([result.code, lastLine(result.out)]).toEqual([1, '812 passed, 0 failed']);
  });

  it.each([
    ['there is no report', undefined],
    ['the report holds no test', { numPassedTests: 0, numFailedTests: 0, testResults: [] }],
  ])('fails when %s', async (_, report) => {
    const result = await ci(report, 0);

    expect([result.code, lastLine(result.out)]).toEqual([1, '0 passed, 0 failed']);
  });
});
