import type { Breakage } from './breaker.ts';
import type { CaseFile } from './case-file.ts';
import type { Finding } from './findings.ts';

/** All that is known about the request behind a finding, in the order in which it happened. */
export function historyOf(file: CaseFile, finding: Finding, breakages: readonly Breakage[]): string {
  const marker = finding.marker ?? file.markerOf.get(finding.generationId ?? '');
  const generations = marker === undefined ? [] : (file.byMarker.get(marker) ?? []);
  const asks = file.asked.filter((ask) => ask.marker === marker);
  const from = Math.min(...asks.map(({ at }) => at), ...generations.map(({ createdAt }) => createdAt)) - 500;
  const ids = new Set(generations.map(({ id }) => id));
  const tokens = generations.flatMap(
    ({ target }) => JSON.stringify(target.address).match(/"token":"([^"]+)"/)?.[1] ?? [],
  );
  const pictures = new Set(
    generations.flatMap(({ parts }) => parts.flatMap(({ images }) => images.map(({ sha256 }) => sha256))),
  );
  const messageIds = new Set([
    ...asks.flatMap(({ messageId, answerId }) => [messageId, answerId]),
    ...generations.flatMap(
      ({ delivery }) => delivery.receipt?.messages.map(({ key }) => key.split(':').at(-1)) ?? [],
    ),
    ...generations.flatMap(
      ({ target }) => JSON.stringify(target.address).match(/"statusMessageId":"?(\d+)/)?.[1] ?? [],
    ),
  ]);
  const taskIds = new Set(
    file.purchases.flatMap(({ generation, task }) => (task && ids.has(generation.id) ? [task.id] : [])),
  );
  const interactionIds = asks.flatMap(({ key }) => key?.split(':').at(-1) ?? []);
  const lines: (readonly [number, string])[] = [];
  for (const ask of asks) lines.push([ask.at, `asked    ${JSON.stringify(ask)}`]);
  for (const line of file.store.lines) {
    if (ids.has(line.generationId))
      lines.push([
        line.at,
        `ledger   ${line.kind} part ${line.part} ${line.images} ${line.microUsd} ${line.provider ?? ''}`,
      ]);
  }
  for (const call of file.gateways.calls) {
    const isOurs =
      (marker !== undefined && call.marker === marker) || [...taskIds].some((id) => call.what.includes(id));
    if (isOurs) lines.push([call.at, `gateway  ${call.gateway} ${call.what}`]);
  }
  for (const fault of [...file.gateways.faults, ...file.platforms.faults]) {
    const isOurs =
      (marker !== undefined && fault.marker === marker) ||
      [...taskIds].some((id) => fault.where.includes(id));
    if (isOurs) lines.push([fault.at, `FAULT    ${fault.where} ${fault.kind}`]);
  }
  for (const request of file.platforms.requests) {
    const isOurs =
      (marker !== undefined && request.text.includes(marker)) ||
      tokens.some((token) => request.what.includes(token)) ||
      interactionIds.some((id) => id.length > 6 && request.what.includes(`/${id}/`)) ||
      request.files.some((sha) => pictures.has(sha)) ||
      [...ids].some((id) => request.text.includes(id)) ||
      [...messageIds].some((id) => id !== undefined && id.length > 8 && request.what.includes(id));
    if (isOurs)
      lines.push([
        request.at,
        `platform ${request.what.replace(/\/[\w-]{60,}/, '/<token>')} → ${request.outcome} ${request.text.slice(0, 300)}`,
      ]);
  }
  const to = Math.max(...lines.map(([at]) => at), from) + 1_000;
  for (const { at, what, process, backAt } of breakages) {
    if (at >= from && at <= to)
      lines.push([
        at,
        `BROKEN   ${process ?? ''} ${what.slice(0, 160)}${backAt === undefined ? '' : ` (back after ${backAt - at} ms)`}`,
      ]);
  }
  lines.sort(([a], [b]) => a - b);
  const records = generations.map((generation) => JSON.stringify(generation, undefined, 1)).join('\n');
  const told = lines.map(([at, text]) => `${new Date(at).toISOString().slice(11, 23)}  ${text}`).join('\n');
  return `${finding.kind}: ${finding.text}\nmarker ${marker ?? 'unknown'}\n\n${told}\n\n${records}\n`;
}
