import { asRecord, firstText } from './reply-fields.ts';

/** What the frame of a JSON reply says, whichever of the usual frames it is. */
export interface Envelope {
  /** The numeric `code`, where the reply has one. */
  readonly code: number | undefined;
  /** A code in words, or the code inside `error`. */
  readonly errorCode: string | undefined;
  /** The gateway's words, not yet redacted; empty when there are none. */
  readonly message: string;
  /** True when the frame says that the call was refused. */
  readonly refused: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

const successCodes = new Set([0, 200, 201, 202]);

/**
 * Reads `{code, msg|message, data}`, `{error: {code, message, type}}`, `{error: "…"}`, `{success: false, message}` and
 * Spring's `{status, error, message}`. Undefined when the reply is no JSON object.
 */
export function readEnvelope(json: unknown): Envelope | undefined {
  const fields = asRecord(json);
  if (!fields) return undefined;
  const error = asRecord(fields['error']);
  const ownCode = asCode(fields['code']);
  const code = ownCode.number ?? asCode(error?.['code']).number;
  const errorCode = asCode(error?.['code']).word ?? ownCode.word ?? firstText(error?.['type']);
  const message = firstText(error?.['message'], fields['msg'], fields['message'], fields['error']) ?? '';
  const refused =
    (code !== undefined && !successCodes.has(code)) ||
    ownCode.word !== undefined ||
    error !== undefined ||
    firstText(fields['error']) !== undefined ||
    fields['success'] === false;
  return { code, errorCode: errorCode ?? numberAsCode(error), message, refused, fields };
}

function asCode(value: unknown): { number?: number; word?: string } {
  if (typeof value === 'number') return { number: value };
  if (typeof value !== 'string' || value.trim() === '') return {};
  return /^\d+$/.test(value) ? { number: Number(value) } : /^success$/i.test(value) ? {} : { word: value };
}

function numberAsCode(error: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const code = error?.['code'];
  return typeof code === 'number' ? String(code) : undefined;
}

const missingTask =
  /任务.{0,6}(不存在|未找到|已过期)|找不到任务|task.{0,24}(not (found|exist)|does not exist|expired)|no such task/i;

/** True for words that say that the task itself is unknown, not the address that was asked. */
export function saysTaskIsMissing(message: string): boolean {
  return missingTask.test(message);
}
