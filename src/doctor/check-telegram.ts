import { z } from 'zod';
import { askJson } from './ask-json.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const subject = 'Telegram';
const reply = <T extends z.ZodType>(result: T) => z.object({ ok: z.literal(true), result });
const meReply = reply(
  z.object({
    username: z.string().nullish(),
    can_read_all_group_messages: z.boolean().nullish(),
    supports_inline_queries: z.boolean().nullish(),
  }),
);
const webhookReply = reply(
  z.object({
    url: z.string(),
    pending_update_count: z.number().nullish(),
    last_error_message: z.string().nullish(),
  }),
);
const manyPending = 100;

/** Is the token taken, does something else receive the updates, what does the bot see in groups. */
export async function checkTelegram(
  { token, apiUrl, receive }: { token: string; apiUrl: string; receive?: 'polling' | 'webhook' },
  {
    signal,
    now,
    noteClock,
  }: { signal: AbortSignal; now: () => number; noteClock: (aheadMs: number) => void },
): Promise<readonly Finding[]> {
  const call = (method: string) =>
    askJson(`${apiUrl.replace(/\/+$/, '')}/bot${token}/${method}`, { signal, now });
  const me = await call('getMe');
  if ('unreachable' in me) {
    return [
      problem(
        subject,
        `Telegram cannot be reached (${me.unreachable}).`,
        'Check the connection of this machine and TELEGRAM_API_URL.',
      ),
    ];
  }
  if (me.aheadMs !== undefined) noteClock(me.aheadMs);
  if (me.status === 401 || me.status === 404) {
    return [
      problem(
        subject,
        'Telegram does not accept TELEGRAM_TOKEN.',
        'Copy the token anew from @BotFather (/mybots, API Token).',
      ),
    ];
  }
  const known = meReply.safeParse(me.json);
  if (me.status !== 200 || !known.success) {
    return [
      problem(
        subject,
        `Telegram answered ${me.status} where it should say who the bot is.`,
        'Check TELEGRAM_API_URL, or try again later.',
      ),
    ];
  }
  const {
    username,
    can_read_all_group_messages: readsAll,
    supports_inline_queries: isInline,
  } = known.data.result;
  return [
    ok(subject, `The token is that of @${username ?? 'a bot without a name'}.`),
    readsAll
      ? ok(subject, 'Privacy mode is off: the bot also hears mentions in groups.')
      : ok(
          subject,
          'Privacy mode is on: in groups the bot hears commands and replies to it, but no mentions. For these: /setprivacy at @BotFather, then add the bot to the group anew.',
        ),
    isInline
      ? ok(subject, 'Inline mode is on: people find and share their pictures in any chat.')
      : ok(
          subject,
          'Inline mode is off. To let people find and share their pictures in any chat: /setinline at @BotFather.',
        ),
    ...webhookFindings(await call('getWebhookInfo'), receive === 'webhook'),
  ];
}

function webhookFindings(answer: Awaited<ReturnType<typeof askJson>>, isOurs: boolean): readonly Finding[] {
  const known = 'json' in answer ? webhookReply.safeParse(answer.json) : undefined;
  if (!known?.success) return [];
  const { url, pending_update_count: pending, last_error_message: trouble } = known.data.result;
  const findings: Finding[] = [];
  if (isOurs && trouble && (pending ?? 0) > 0) {
    findings.push(
      warning(
        subject,
        `Telegram cannot deliver to the webhook (${trouble}).`,
        'Check that PUBLIC_URL leads to a process with the role telegram, over https with a valid certificate.',
      ),
    );
  }
  if (url !== '' && !isOurs) {
    const host = URL.canParse(url) ? new URL(url).host : 'another address';
    findings.push(
      warning(
        subject,
        `A webhook at ${host} receives the updates.`,
        'Limner takes it off when it starts. If another program set it, it will set it again: give each its own bot.',
      ),
    );
  }
  if ((pending ?? 0) >= manyPending) {
    findings.push(
      warning(
        subject,
        `${pending} updates wait to be received.`,
        'Check that a process with the role telegram runs; they are worked on when it does.',
      ),
    );
  }
  return findings;
}
