import { existsSync } from 'node:fs';

const packageManagers = [
  { path: '/usr/bin/apt-get', command: 'sudo apt-get install redis-server' },
  { path: '/usr/bin/dnf', command: 'sudo dnf install valkey || sudo dnf install redis' },
  { path: '/sbin/apk', command: 'sudo apk add redis' },
  { path: '/opt/homebrew/bin/brew', command: 'brew install redis' },
  { path: '/usr/local/bin/brew', command: 'brew install redis' },
  { path: '/home/linuxbrew/.linuxbrew/bin/brew', command: 'brew install redis' },
];

/** One sentence that says what to install on this system when no store program was found. */
export function installAdvice(exists: (path: string) => boolean = existsSync): string {
  const found = packageManagers.find(({ path }) => exists(path));
  const install = found
    ? `with "${found.command}"`
    : 'from https://redis.io/docs/latest/operate/oss_and_stack/install/';
  return `Limner found neither redis-server nor valkey-server: install it ${install}, or run "npm run setup", or set REDIS_URL to a store of yours.`;
}
