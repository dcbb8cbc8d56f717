import { isRefusal } from '../core/storage/connection.ts';
import type { StoreAddress } from '../core/storage/store-address.ts';
import { findLocalStore, inspectStore, type StoreFacts } from '../core/storage/inspect-store.ts';
import { installAdvice } from '../core/storage/local-redis/install-advice.ts';
import { codeOf } from './ask-json.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const subject = 'Store';
/** The first version with every command that is used; BullMQ asks for it too. */
const oldestVersion = [6, 2] as const;
const nearlyFull = 0.8;
const skewMs = 2_000;

export interface StoreCheckOptions {
  /** Absent: the store of its own that Limner runs under `dataDir`. */
  readonly address?: StoreAddress;
  readonly dataDir: string;
  readonly now: () => number;
}

/** Is it there, does it forget or evict, is it full, does its clock agree. */
export async function checkStore(options: StoreCheckOptions): Promise<readonly Finding[]> {
  const { address, dataDir, now } = options;
  const found = address ?? (await findLocalStore(dataDir));
  if (!found) return [problem(subject, 'No store program was found.', installAdvice())];
  if ('program' in found) {
    return [ok(subject, `Limner starts a store of its own with ${found.program}.`)];
  }
  try {
    return judgeStore(await inspectStore(found, { now }), { isOurs: 'socketPath' in found });
  } catch (error) {
    if (isRefusal(error)) {
      return [
        problem(
          subject,
          'The store refuses the user or password of REDIS_URL.',
          'Correct them in REDIS_URL.',
        ),
      ];
    }
    const words = error instanceof Error ? error.message : '';
    if (/certificate|self.signed|altnames/i.test(words)) {
      return [
        problem(
          subject,
          'The certificate of the store is not trusted.',
          'Let REDIS_CA_FILE name the authority that signed it, and REDIS_URL the host that it was made for.',
        ),
      ];
    }
    return [
      problem(
        subject,
        `The store does not answer (${codeOf(error)}).`,
        'Check that it runs and that REDIS_URL names it.',
      ),
    ];
  }
}

/** What an operator should know of a store that answered. */
export function judgeStore(facts: StoreFacts, { isOurs }: { isOurs: boolean }): readonly Finding[] {
  const findings: Finding[] = [];
  const [major = 0, minor = 0] = facts.version.split('.').map(Number);
  if (major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1])) {
    findings.push(
      problem(
        subject,
        `Redis ${facts.version} is too old.`,
        `Use ${oldestVersion.join('.')} or later, or Valkey.`,
      ),
    );
  }
  if (facts.loading) {
    findings.push(warning(subject, 'It is still reading its file.', 'Wait until it has; nothing is lost.'));
  }
  if (facts.readOnly) {
    findings.push(problem(subject, 'It is a read-only replica.', 'Let REDIS_URL name the primary.'));
  }
  if (facts.lastWriteFailed) {
    findings.push(
      problem(subject, 'It could not write to its disk.', 'See to its disk and its log: it may be full.'),
    );
  }
  if (facts.evictionPolicy !== '' && facts.evictionPolicy !== 'noeviction') {
    findings.push(
      problem(
        subject,
        `It throws records away when it is full (maxmemory-policy ${facts.evictionPolicy}).`,
        'Set maxmemory-policy to noeviction: a lost record is a picture that is lost or bought twice.',
      ),
    );
  }
  if (!facts.appendOnly) {
    findings.push(
      warning(
        subject,
        'It forgets the last writes when it crashes (appendonly is off).',
        'Set "appendonly yes" and "appendfsync always", or use a store that is replicated.',
      ),
    );
  } else if (facts.fsync !== undefined && facts.fsync !== 'always') {
    findings.push(
      warning(
        subject,
        `It may forget up to a second of writes when its machine fails (appendfsync ${facts.fsync}).`,
        'Set "appendfsync always": it costs half a millisecond a write.',
      ),
    );
  }
  if (facts.maxBytes > 0 && facts.usedBytes > facts.maxBytes * nearlyFull) {
    const share = Math.round((100 * facts.usedBytes) / facts.maxBytes);
    findings.push(
      warning(subject, `Its memory is ${share} % used.`, 'Raise maxmemory before it refuses to write.'),
    );
  }
  if (Math.abs(facts.aheadMs) > skewMs) {
    findings.push(
      warning(
        subject,
        `Its clock and this machine’s differ by ${Math.round(Math.abs(facts.aheadMs) / 1_000)} s.`,
        'Let both systems keep the time: processes on several machines share leases by the clock.',
      ),
    );
  }
  if (findings.length > 0) return findings;
  const whose = isOurs ? 'Limner’s own store' : 'The store at REDIS_URL';
  return [
    ok(subject, `${whose} answers (version ${facts.version}), evicts nothing and writes everything down.`),
  ];
}
