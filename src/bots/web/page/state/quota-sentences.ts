import type { QuotaLineView, QuotaView } from '../../api/account-view.ts';
import { say, sayDuration, sayMoney } from '../say.ts';

/** What is left of my pictures today, in a few words. */
export function quotaSummary({ lines, resetsAt }: QuotaView, now: number): string {
  const own = lines.find(
    ({ scope, period, unit }) => scope === 'user' && period === 'day' && unit === 'images',
  );
  if (!own) return '';
  const resets = say('quota.resets', { duration: sayDuration(Math.max(60_000, resetsAt - now)) });
  const isNearlyUsed = own.left !== undefined && own.limit !== undefined && own.left <= own.limit / 5;
  return isNearlyUsed ? `${imagesText(own)} · ${resets}` : imagesText(own);
}

/** Everything that is counted, a sentence each: the answer to /quota. */
export function quotaSentences(
  { lines, resetsAt, monthResetsAt, ownKeys }: QuotaView,
  now: number,
): readonly string[] {
  const telling = lines.filter(isTelling);
  const duration = sayDuration(resetsAt - now);
  const month = sayDuration(monthResetsAt - now);
  return [
    ...telling.map(lineText),
    say('quota.resets', { duration }),
    say('quota.month-resets', { duration: month }),
    ...(ownKeys.length > 0 ? [say('quota.own-keys', { providers: ownKeys.join(', ') })] : []),
  ].map((text) => text.charAt(0).toUpperCase() + text.slice(1));
}

/** Own pictures always; the rest where there is a limit, or something was spent. */
function isTelling({ scope, unit, used, limit }: QuotaLineView): boolean {
  if (limit !== undefined) return true;
  return scope === 'user' && (unit === 'images' || used > 0);
}

function lineText(line: QuotaLineView): string {
  const text = line.unit === 'images' ? imagesText(line) : moneyText(line);
  return line.scope === 'user' ? text : say(`quota.scope-${line.scope}`, { text });
}

function imagesText({ period, used, limit, left }: QuotaLineView): string {
  if (limit === undefined || left === undefined) return say('quota.used', { used, period });
  return say('quota.left', { left, limit, period });
}

function moneyText({ period, used, limit, left }: QuotaLineView): string {
  if (limit === undefined || left === undefined)
    return say('quota.money-used', { used: sayMoney(used), period });
  return say('quota.money-left', { left: sayMoney(left), limit: sayMoney(limit), period });
}
