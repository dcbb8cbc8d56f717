import { mkdir } from 'node:fs/promises';
import { ConfigError, loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { LocalRedisError } from './core/storage/local-redis/local-redis-error.ts';
import type { Logger } from './core/ports/logger.ts';
import { createLogger } from './logger.ts';
import { shapeHeap } from './heap.ts';
import { HiddenWords } from './logging/hidden-words.ts';
import type { Limner } from './start-limner.ts';
import { openStore } from './start-store.ts';

shapeHeap();

/** Reads the environment; a bad one is told whole and ends the program. */
function readConfig(): Config | undefined {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

async function main(): Promise<void> {
  const config = readConfig();
  if (!config) return;
  const hidden = new HiddenWords();
  const logger = createLogger({ level: config.logLevel, secrets: config.secrets, hidden });
  if (process.argv[2] === 'doctor') return examine(config, logger);
  for (const warning of config.warnings) process.stderr.write(`${warning}\n`);
  process.on('unhandledRejection', (error) => logger.error({ error }, 'A rejection was not handled'));

  const starting = start(config, logger, hidden);
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'Stopping');
    setTimeout(() => process.exit(1), config.shutdownGraceMs + 15_000).unref();
    // A signal during the start waits for it: what was opened half-way is closed in order too.
    starting
      .then((limner) => limner.stop())
      .then(() => logger.info({}, 'Stopped'))
      .then(() => process.exit(0))
      .catch(() => process.exit(1));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  try {
    const limner = await starting;
    if (!stopping) process.stdout.write(readyText(config, limner));
  } catch (error) {
    const sentence = await startProblem(error, config);
    if (sentence === undefined) logger.error({ error }, 'Limner could not start');
    process.stderr.write(`${sentence ?? 'Limner could not start; the log says why.'}\n`);
    process.exitCode = 1;
    // Whatever was opened half-way must not keep a failed start alive.
    setTimeout(() => process.exit(), 2_000).unref();
  }
}

/** A store of our own is started before most of the program is loaded: it reads its file meanwhile. */
async function start(config: Config, logger: Logger, hidden: HiddenWords): Promise<Limner> {
  await mkdir(config.dataDir, { recursive: true });
  const store = openStore(config, logger);
  const { startLimner } = await import('./start-limner.ts');
  return startLimner(config, logger, { store, hide: (secret) => hidden.add(secret) });
}

/** `npm run doctor`: looks at everything that Limner depends on, and ends with 1 when it found a problem. */
async function examine(config: Config, logger: Logger): Promise<void> {
  for (const warning of config.warnings) process.stdout.write(`warning  Settings: ${warning}\n`);
  const { buildProviders } = await import('./start-limner.ts');
  const { describeFindings, runChecks } = await import('./doctor.ts');
  const { loadSecretKey } = await import('./media/secret-key.ts');
  const providers = buildProviders(config, logger);
  const { host, port } = config.http;
  const listener = host.replace('0.0.0.0', '127.0.0.1').replace(/^::$/, '::1');
  const findings = await runChecks({
    ...{ config, providers, now: Date.now, signal: AbortSignal.timeout(60_000) },
    // Where DATA_DIR cannot be written, the check of the disk says so.
    secretKey: config.secretKey ?? (await loadSecretKey(config.dataDir).catch(() => '')),
    localUrl: `http://${listener.includes(':') ? `[${listener}]` : listener}:${port}`,
    ...(config.store ? { store: config.store } : {}),
  });
  await Promise.allSettled(providers.map((provider) => provider.close()));
  const hasProblem = findings.some(({ level }) => level === 'problem');
  // Connections that were opened for a check keep nobody waiting.
  process.stdout.write(describeFindings(findings), () => process.exit(hasProblem ? 1 : 0));
}

/** What a person reads who started Limner in a terminal. */
function readyText(config: Config, { url, doubtfulPrices }: Limner): string {
  const lines = [
    `Limner is ready (${config.roles.join(', ')}; gateways: ${config.providerOrder.join(', ')}).`,
  ];
  if (config.roles.includes('web'))
    lines.push(`Open ${url.replace('0.0.0.0', 'localhost').replace('[::]', 'localhost')} in your browser.`);
  if (config.providerOrder.includes('sandbox')) {
    lines.push(
      'The sandbox draws pictures on this machine at no cost; set a gateway’s API key to buy real ones.',
    );
  }
  if (doubtfulPrices.length > 0) {
    lines.push(
      `No source names the prices of ${doubtfulPrices.join(', ')}: Limner assumes them. Write the real ones into a PRICES_FILE.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** One sentence for a start that failed in a way that an operator can mend; undefined for any other failure. */
async function startProblem(error: unknown, config: Config): Promise<string | undefined> {
  if (error instanceof ConfigError || error instanceof LocalRedisError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${config.http.port} is taken by another program. Set PORT to a free one and start again.`;
  }
  if (code === 'EACCES') return `Limner may not use port ${config.http.port} or write to ${config.dataDir}.`;
  const { isRefusal, StoreUnreachable } = await import('./core/storage/connection.ts');
  if (config.store && error instanceof StoreUnreachable) {
    return isRefusal(error.cause)
      ? 'The store refuses the user or password of REDIS_URL. Correct them and start again.'
      : 'The store at REDIS_URL does not answer. Check that it runs and that the address is right, and start again.';
  }
  return undefined;
}

// Not awaited: what is loaded later may share modules with this one, which is then complete.
void main();
