import { z } from 'zod';
import { askJson, type Answered, type Unreachable } from './ask-json.ts';
import { ok, problem, warning, type Finding } from './finding.ts';

const subject = 'Discord';
const applicationReply = z.object({
  flags: z.number().nullish(),
  interactions_endpoint_url: z.string().nullish(),
});
const selfReply = z.object({ username: z.string() });
const gatewayReply = z.object({ session_start_limit: z.object({ remaining: z.number() }) });
const guildsReply = z.array(z.object({ name: z.string(), permissions: z.string() }));

/** GATEWAY_MESSAGE_CONTENT and GATEWAY_MESSAGE_CONTENT_LIMITED. */
const contentFlags = (1 << 18) | (1 << 19);
const administrator = 1n << 3n;
/** https://discord.com/developers/docs/topics/permissions */
const neededPermissions = new Map([
  ['View Channels', 1n << 10n],
  ['Send Messages', 1n << 11n],
  ['Embed Links', 1n << 14n],
  ['Attach Files', 1n << 15n],
  ['Read Message History', 1n << 16n],
  ['Send Messages in Threads', 1n << 38n],
]);
const fewIdentifies = 20;
const serversNamed = 5;

/** Is the token taken, do events arrive here, which intents and permissions does the bot have. */
export async function checkDiscord(
  { token, apiUrl }: { token: string; apiUrl: string },
  {
    signal,
    now,
    noteClock,
  }: { signal: AbortSignal; now: () => number; noteClock: (aheadMs: number) => void },
): Promise<readonly Finding[]> {
  const headers = { authorization: `Bot ${token}`, 'user-agent': 'DiscordBot (limner, 1)' };
  const call = (path: string) =>
    askJson(`${apiUrl.replace(/\/+$/, '')}/v10${path}`, { headers, signal, now });
  const self = await call('/users/@me');
  if ('unreachable' in self) {
    return [
      problem(
        subject,
        `Discord cannot be reached (${self.unreachable}).`,
        'Check the connection of this machine and DISCORD_API_URL.',
      ),
    ];
  }
  if (self.aheadMs !== undefined) noteClock(self.aheadMs);
  if (self.status === 401) {
    return [
      problem(
        subject,
        'Discord does not accept DISCORD_TOKEN.',
        'Open the developer portal, press Reset Token under Bot, and write the new one into DISCORD_TOKEN.',
      ),
    ];
  }
  const known = selfReply.safeParse(self.json);
  if (self.status !== 200 || !known.success) {
    return [
      problem(
        subject,
        `Discord answered ${self.status} where it should say who the bot is.`,
        'Check DISCORD_API_URL, or try again later.',
      ),
    ];
  }
  return [
    ok(subject, `The token is that of ${known.data.username}.`),
    ...applicationFindings(await call('/applications/@me')),
    ...gatewayFindings(await call('/gateway/bot')),
    ...permissionFindings(await call('/users/@me/guilds?limit=200')),
  ];
}

function applicationFindings(answer: Answered | Unreachable): readonly Finding[] {
  const application = read(answer, applicationReply);
  if (!application) return [];
  const hasContent = ((application.flags ?? 0) & contentFlags) !== 0;
  const findings = [
    hasContent
      ? ok(subject, 'Message Content Intent is on: replies to strangers’ pictures work.')
      : ok(
          subject,
          'Message Content Intent is off: for a stranger’s picture people use Apps → Edit image. To switch it on: developer portal, Bot.',
        ),
  ];
  if (application.interactions_endpoint_url) {
    findings.push(
      problem(
        subject,
        'Commands are sent to an Interactions Endpoint URL and never reach Limner.',
        'Open the developer portal and empty Interactions Endpoint URL under General Information.',
      ),
    );
  }
  return findings;
}

function gatewayFindings(answer: Answered | Unreachable): readonly Finding[] {
  const remaining = read(answer, gatewayReply)?.session_start_limit.remaining;
  if (remaining === undefined || remaining >= fewIdentifies) return [];
  return [
    warning(
      subject,
      `Discord lets this bot connect only ${remaining} more times today.`,
      'Look in the log for what makes it connect again and again before Discord resets the token.',
    ),
  ];
}

function permissionFindings(answer: Answered | Unreachable): readonly Finding[] {
  const guilds = read(answer, guildsReply);
  if (!guilds) return [];
  const lacking = guilds.flatMap(({ name, permissions }) => {
    if (!/^\d{1,30}$/.test(permissions)) return [];
    const has = BigInt(permissions);
    if ((has & administrator) !== 0n) return [];
    const missing = [...neededPermissions].filter(([, bit]) => (has & bit) === 0n).map(([title]) => title);
    return missing.length > 0 ? [`${name} (${missing.join(', ')})`] : [];
  });
  if (lacking.length === 0) {
    return [ok(subject, `The bot is in ${guilds.length} server(s) and has the permissions it needs.`)];
  }
  const more = lacking.length > serversNamed ? ` and ${lacking.length - serversNamed} more` : '';
  return [
    warning(
      subject,
      `The bot lacks permissions in ${lacking.slice(0, serversNamed).join('; ')}${more}.`,
      'Give them to its role in the server settings, or let a server owner open the install link again.',
    ),
  ];
}

function read<T>(answer: Answered | Unreachable, schema: z.ZodType<T>): T | undefined {
  if ('unreachable' in answer || answer.status !== 200) return undefined;
  const parsed = schema.safeParse(answer.json);
  return parsed.success ? parsed.data : undefined;
}
