import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** Why a request is refused: the words of S3. */
export interface SignatureProblem {
  readonly status: number;
  readonly code: string;
}

const skewMs = 15 * 60_000;
const must = ['host', 'x-amz-content-sha256', 'x-amz-date'];

/** AWS Signature Version 4 in a header, checked as S3 does. Undefined when it is right. */
export function checkSignature(
  request: IncomingMessage,
  { accessKeyId, secretAccessKey, region }: S3Credentials,
): SignatureProblem | undefined {
  const { headers, method = '', url = '' } = request;
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!match) return { status: 403, code: 'AccessDenied' };
  const [, key, day = '', zone = '', signed = '', signature] = match;
  if (key !== accessKeyId) return { status: 403, code: 'InvalidAccessKeyId' };
  if (zone !== region) return { status: 400, code: 'AuthorizationHeaderMalformed' };
  const names = signed.split(';');
  const date = String(headers['x-amz-date'] ?? '');
  if (must.some((name) => !names.includes(name)) || !date.startsWith(day)) {
    return { status: 403, code: 'SignatureDoesNotMatch' };
  }
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(Date.now() - at) < skewMs)) return { status: 403, code: 'RequestTimeTooSkewed' };

  const [path = '', query = ''] = url.split('?');
  const canonical = [
    ...[method, path, query.split('&').sort().join('&')],
    ...names.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    ...['', signed, String(headers['x-amz-content-sha256'])],
  ].join('\n');
  const scope = `${day}/${zone}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
  let derived: Buffer | string = `AWS4${secretAccessKey}`;
  for (const part of scope.split('/')) derived = createHmac('sha256', derived).update(part).digest();
  const expected = createHmac('sha256', derived).update(text).digest('hex');
  return expected === signature ? undefined : { status: 403, code: 'SignatureDoesNotMatch' };
}
