import type { Config } from './config.ts';
import type { ImageProvider } from './core/ports/image-provider.ts';
import type { Logger } from './core/ports/logger.ts';
import type { StoreAddress } from './core/storage/store-address.ts';
import { checkChatModel } from './doctor/check-chat-model.ts';
import { checkDiscord } from './doctor/check-discord.ts';
import { judgeClock } from './doctor/check-clock.ts';
import { checkDisk } from './doctor/check-disk.ts';
import { checkGateway } from './doctor/check-gateways.ts';
import { checkOriginals } from './doctor/check-originals.ts';
import { checkPublicUrl } from './doctor/check-public-url.ts';
import { checkStore } from './doctor/check-store.ts';
import { checkTelegram } from './doctor/check-telegram.ts';
import { warning, type Finding } from './doctor/finding.ts';

export interface DoctorDependencies {
  readonly config: Config;
  readonly providers: readonly ImageProvider[];
  readonly secretKey: string;
  /** Absent: the one that runs under DATA_DIR, if any does. */
  readonly store?: StoreAddress;
  /** Where this Limner listens. */
  readonly localUrl: string;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Looks at everything that Limner depends on, side by side. Never rejects. */
export async function runChecks(deps: DoctorDependencies): Promise<readonly Finding[]> {
  const { config, providers, secretKey, store, localUrl, signal, now } = deps;
  const { publicUrl } = config.http;
  const aheadMs: number[] = [];
  const platform = { signal, now, noteClock: (ahead: number) => void aheadMs.push(ahead) };
  const checks: [subject: string, findings: Promise<readonly Finding[]>][] = [
    ['Store', checkStore({ ...(store ? { address: store } : {}), dataDir: config.dataDir, now })],
    ['Disk', checkDisk(config.dataDir)],
  ];
  if (config.originals) checks.push(['Originals', checkOriginals(config.originals)]);
  if (config.discord) checks.push(['Discord', checkDiscord(config.discord, platform)]);
  if (config.telegram) checks.push(['Telegram', checkTelegram(config.telegram, platform)]);
  for (const provider of providers) {
    const keyVariable = `${provider.id.toUpperCase()}_API_KEY`;
    const options = { keyVariable, publicUrl: publicUrl !== undefined, signal };
    checks.push([provider.title, checkGateway(provider, options)]);
  }
  if (config.chatModel) checks.push(['Chat model', checkChatModel(config.chatModel, { signal, now })]);
  if (publicUrl !== undefined) {
    checks.push(['PUBLIC_URL', checkPublicUrl({ publicUrl, localUrl, secretKey, signal, now })]);
  }
  const findings = await Promise.all(
    checks.map(([subject, found]) =>
      found.catch((error: unknown) => {
        const kind = error instanceof Error ? error.name : 'unknown';
        return [warning(subject, `The check itself broke off (${kind}).`, 'Please report it.')];
      }),
    ),
  );
  return [...findings.flat(), ...judgeClock(aheadMs)];
}

/** One line a finding, what to do below it. */
export function describeFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ level, subject, sentence, advice }) => [
    `${level.padEnd(7)}  ${subject}: ${sentence}`,
    ...(advice === undefined ? [] : [`         → ${advice}`]),
  ]);
  return `${[...lines, '', summaryOf(findings)].join('\n')}\n`;
}

/** Problems and warnings as lines of the log; what is well at level debug. */
export function logFindings(findings: readonly Finding[], logger: Logger): void {
  for (const { level, subject, sentence, advice } of findings) {
    const fields = { subject, finding: sentence, ...(advice === undefined ? {} : { advice }) };
    if (level === 'problem') logger.error(fields, 'A check at the start found a problem');
    else if (level === 'warning') logger.warn(fields, 'A check at the start found something');
    else logger.debug(fields, 'A check at the start went well');
  }
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (level: Finding['level']): number => findings.filter((one) => one.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems > 0)
    return `${problems} problem(s), ${warnings} warning(s). Limner does not work as it should.`;
  if (warnings > 0) return `No problem, ${warnings} warning(s).`;
  return 'Everything is well.';
}
