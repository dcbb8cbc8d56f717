import type { QuotaLineView, QuotaView } from '../../api/account-view.ts';
import { say, sayDuration, sayMoney } from '../say.ts';

/** What is left of my pictures today, in a few words. */
export function quotaSummary({ lines, resetsAt }: QuotaView, now: number): string {
  const own = lines.find(({ scope, unit }) => scope === 'user' && unit === 'images');
  if (!own) return '';
  const resets = say('quota.resets', { duration: sayDuration(Math.max(60_000, resetsAt - now)) });
  const isNearlyUsed = own.left !== undefined && own.limit !== undefined && own.left <= own.limit / 5;
  return isNearlyUsed ? `${imagesText(own)} · ${resets}` : imagesText(own);
}

/** Everything that is counted, a sentence each: the answer to /quota. */
export function quotaSentences({ lines, resetsAt }: QuotaView, now: number): readonly string[] {
  const resets = say('quota.resets', { duration: sayDuration(resetsAt - now) });
  return [...lines.filter(isTelling).map(lineText), resets].map(
    (text) => text.charAt(0).toUpperCase() + text.slice(1),
  );
}

/** Own pictures always; the rest where there is a limit, or something was spent. A chat of one is its user again. */
function isTelling({ scope, unit, used, limit }: QuotaLineView): boolean {
  if (limit !== undefined) return true;
  return scope === 'user' && (unit === 'images' || used > 0);
}

function lineText(line: QuotaLineView): string {
  const text = line.unit === 'images' ? imagesText(line) : moneyText(line);
  return line.scope === 'user' ? text : say(`quota.scope-${line.scope}`, { text });
}

function imagesText({ used, limit, left }: QuotaLineView): string {
  if (limit === undefined || left === undefined) return say('quota.used', { used });
  return say('quota.left', { left, limit });
}

function moneyText({ used, limit, left }: QuotaLineView): string {
  if (limit === undefined || left === undefined) return sayMoney(used);
  return say('quota.money-left', { left: sayMoney(left), limit: sayMoney(limit) });
}
