import type { CaseFile } from './case-file.ts';
import { checkMoney } from './check-money.ts';
import type { Money } from './check-money.ts';
import { checkOutcomes } from './check-outcomes.ts';
import { checkPosts } from './check-posts.ts';
import type { Finding, Remark } from './findings.ts';

export interface Verdict {
  readonly findings: readonly Finding[];
  readonly remarks: readonly Remark[];
  readonly money: Money;
}

/** Compares what was promised with what the stand-ins saw, the store holds and the disk has. */
export function judge(file: CaseFile, marker: RegExp): Verdict {
  const outcomes = checkOutcomes(file);
  const posts = checkPosts(file, marker);
  const money = checkMoney(file);
  const breaches = file.gateways.violations
    // A reference that cannot be fetched because its server was killed is no breach.
    .filter((text) => !text.includes('Failed to fetch'))
    .map((text): Finding => ({ kind: 'protocol-broken', text }));
  const leftovers = file.store.leftovers.map((text): Finding => ({ kind: 'left-behind', text }));
  return {
    findings: [...outcomes.findings, ...posts.findings, ...money.findings, ...breaches, ...leftovers],
    remarks: [...outcomes.remarks, ...posts.remarks, ...money.remarks],
    money,
  };
}
