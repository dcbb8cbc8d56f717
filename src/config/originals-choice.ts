import type { SettingValues } from './settings.ts';

/** The bucket in which originals are kept. */
export interface S3OriginalsSettings {
  /** Without trailing slash. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pathStyle: boolean;
  /** Empty, or with a slash at its end. */
  readonly prefix: string;
  readonly cacheBytes: number;
}

/** Undefined: originals lie under DATA_DIR. Half a bucket is a problem. */
export function chooseOriginals(
  values: SettingValues,
  texts: ReadonlyMap<string, string>,
  problems: string[],
): S3OriginalsSettings | undefined {
  const named = ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'].filter((name) => texts.has(name));
  const bucket = values.S3_BUCKET;
  if (!bucket) {
    if (named.length > 0 && !texts.has('S3_BUCKET')) {
      problems.push(`${named.join(' and ')} is set without S3_BUCKET. Write for example S3_BUCKET=limner.`);
    }
    return undefined;
  }
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  for (const name of ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']) {
    if (!texts.has(name))
      problems.push(`${name} is missing: S3_BUCKET needs a key. Set it, or unset S3_BUCKET.`);
  }
  const endpoint = values.S3_ENDPOINT;
  return {
    endpoint: endpoint ?? `https://s3.${values.S3_REGION}.amazonaws.com`,
    region: values.S3_REGION,
    bucket,
    accessKeyId: accessKeyId ?? '',
    secretAccessKey: secretAccessKey ?? '',
    pathStyle: (values.S3_PATH_STYLE ?? (endpoint === undefined ? 'false' : 'true')) === 'true',
    prefix: values.S3_PREFIX ?? '',
    cacheBytes: values.S3_CACHE_MB * 1024 * 1024,
  };
}
