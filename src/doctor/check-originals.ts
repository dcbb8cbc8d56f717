import { createS3Bucket, type S3Config } from '../media/s3/s3-bucket.ts';
import { adviceFor, S3Trouble } from '../media/s3/s3-trouble.ts';
import { ok, problem, type Finding } from './finding.ts';

const subject = 'Originals';
/** No picture is named like this. */
const missingKey = '00/limner-asks-for-what-is-not-there';

/** Can pictures be written to the bucket, and does it say what is not there. */
export async function checkOriginals(
  config: S3Config,
  options: { readonly retryPausesMs?: readonly number[] } = {},
): Promise<readonly Finding[]> {
  const bucket = createS3Bucket(config, { retryPausesMs: [500], ...options });
  try {
    await bucket.tryOut();
    // Without the right to list, a store answers "forbidden" for what is not there.
    await bucket.head(missingKey);
    return [ok(subject, 'The bucket of S3_BUCKET takes pictures.')];
  } catch (error) {
    if (!(error instanceof S3Trouble)) throw error;
    const sentence = `The S3 store does not do what it is asked (${error.code}).`;
    return [problem(subject, sentence, `${adviceFor(error)}.`)];
  } finally {
    await bucket.close();
  }
}
