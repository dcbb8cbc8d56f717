import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { provePresence } from '../bots/web/probe-routes.ts';
import { askJson } from './ask-json.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const subject = 'PUBLIC_URL';
const healthReply = z.object({ status: z.literal('ok'), proof: z.string().nullish() });

export interface PublicUrlOptions {
  readonly publicUrl: string;
  /** Where Limner listens on this machine. */
  readonly localUrl: string;
  readonly secretKey: string;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Does PUBLIC_URL lead here: `/healthz` there must know this Limner's key. */
export async function checkPublicUrl(options: PublicUrlOptions): Promise<readonly Finding[]> {
  const { publicUrl, localUrl } = options;
  const there = await lookAt(publicUrl, options);
  if (there === 'ours') return [ok(subject, 'It leads to this Limner.')];
  if ((await lookAt(localUrl, options)) !== 'ours') {
    return [
      warning(
        subject,
        'Limner does not run here at the moment, so it could not be tried.',
        'Start Limner and run "npm run doctor" in another terminal.',
      ),
    ];
  }
  const advice =
    'Check the name, the proxy or tunnel before Limner and its HOST and PORT; gateways fetch references from there.';
  if (there === 'other') return [problem(subject, 'Something else than this Limner answers there.', advice)];
  return [problem(subject, `Nothing answers there (${there.unreachable}).`, advice)];
}

async function lookAt(
  base: string,
  { secretKey, signal, now }: PublicUrlOptions,
): Promise<'ours' | 'other' | { unreachable: string }> {
  const question = randomBytes(18).toString('base64url');
  const answer = await askJson(`${base}/healthz?ask=${question}`, { signal, now });
  if ('unreachable' in answer) return answer;
  const health = healthReply.safeParse(answer.json);
  return health.success && health.data.proof === provePresence(secretKey, question) ? 'ours' : 'other';
}
