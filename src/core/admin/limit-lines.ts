import type { LimitLine } from '../ports/admin.ts';
import type { Limits, LimitScope } from '../ports/limits.ts';

/** What a scope has used today and this month, in pictures and dollars, and of how much. */
export async function limitLines(
  scope: LimitScope,
  limits: Pick<Limits, 'resolve' | 'usage' | 'list'>,
): Promise<readonly LimitLine[]> {
  const [usage, limitOf] = await Promise.all([limits.usage(scope), limitsOf(scope, limits)]);
  return usage.map((line) => {
    const limit = limitOf(line.period, line.unit);
    return { ...line, ...(limit === undefined ? {} : { limit: limit + line.granted }) };
  });
}

type LimitOf = (period: LimitLine['period'], unit: LimitLine['unit']) => number | undefined;

async function limitsOf(scope: LimitScope, limits: Pick<Limits, 'resolve' | 'list'>): Promise<LimitOf> {
  const { kind, id } = scope;
  if (kind === 'role' || kind === 'list') {
    // Nobody in particular is meant, so only what was set for it by command is known.
    const set = await limits.list();
    const own = set.filter((one) => one.scope.kind === kind && one.scope.id === id);
    return (period, unit) =>
      own.find((one) => one.period === period && one.unit === unit)?.value ?? undefined;
  }
  const applied = await limits.resolve({
    userId: kind === 'user' ? id : '',
    chatId: kind === 'chat' ? id : '',
  });
  const own = applied.limits.filter((one) => one.scope.kind === kind);
  return (period, unit) =>
    own.find((one) => one.scope.period.length === (period === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM').length)?.[
      unit
    ];
}
