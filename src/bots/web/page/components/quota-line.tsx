import { useEffect } from 'preact/hooks';
import { quota, refreshQuota } from '../state/quota.ts';
import { quotaSentences, quotaSummary } from '../state/quota-sentences.ts';
import { useStore } from '../state/store.ts';

/** What is left of today, in one line; the whole account on hover and for screen readers. */
export function QuotaLine() {
  const known = useStore(quota);
  useEffect(() => void refreshQuota(), []);
  if (!known) return null;
  const now = Date.now();
  return (
    <p class="quota" title={quotaSentences(known, now).join('\n')}>
      {quotaSummary(known, now)}
    </p>
  );
}
