/** A price of AWS, in US dollars, for `per` of what is bought. */
export interface Price {
  readonly dollars: number;
  readonly per: number;
  readonly of: string;
  /** Whose page it is. */
  readonly page: string;
}

const dynamodb = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const lambda = 'https://aws.amazon.com/lambda/pricing/';
const s3 = 'https://aws.amazon.com/s3/pricing/';

/** Where these prices hold. */
export const priced = { region: 'us-east-1', in: '2026' } as const;

/**
 * List prices without free tiers, of the tier that one begins in. **Observed**, in copies of AWS's price list that others published in 2026:
 * the pages themselves are filled in by a script, so that no stored copy of them has the figures.
 */
export const prices = {
  readUnits: { dollars: 0.125, per: 1e6, of: 'read request units', page: dynamodb },
  writeUnits: { dollars: 0.625, per: 1e6, of: 'write request units', page: dynamodb },
  records: { dollars: 0.25, per: 1, of: 'GB of records for a month', page: dynamodb },
  recordsRecovery: { dollars: 0.2, per: 1, of: 'GB of records for a month, to be recovered from', page: dynamodb },
  puts: { dollars: 0.005, per: 1000, of: 'PUT, COPY, POST or LIST requests', page: s3 },
  gets: { dollars: 0.0004, per: 1000, of: 'GET and other requests', page: s3 },
  files: { dollars: 0.023, per: 1, of: 'GB of files in STANDARD for a month', page: s3 },
  sentOut: { dollars: 0.09, per: 1, of: 'GB sent out to the internet', page: s3 },
  accounts: {
    dollars: 0.015,
    per: 1,
    of: 'accounts of a user pool (Essentials) in use in a month, beyond 10,000',
    page: 'https://aws.amazon.com/cognito/pricing/',
  },
  apiCalls: {
    dollars: 3.5,
    per: 1e6,
    of: 'calls of a REST API',
    page: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  invocations: { dollars: 0.2, per: 1e6, of: 'invocations of a function', page: lambda },
  // On x86; on arm64, which the functions have, a fifth less (unconfirmed for this year).
  computing: { dollars: 0.0000166667, per: 1, of: 'GB-seconds of a function', page: lambda },
  mails: { dollars: 0.1, per: 1000, of: 'mails through SES', page: 'https://aws.amazon.com/ses/pricing/' },
} as const satisfies Readonly<Record<string, Price>>;

const cognito = 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html';
const s3Rates = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html';

/** How much of something AWS serves in a second, where nobody has asked for more. **Documented**, with the page. */
export const rates = {
  /** The default quota of an account in a region. */
  newIdentities: { perSecond: 25, page: cognito },
  /** The default quota of the category `UserCreation`, of an account in a region. */
  signUps: { perSecond: 50, page: cognito },
  /** At least, for each partition of a bucket's keys. */
  gets: { perSecond: 5500, page: s3Rates },
  /** As above. */
  puts: { perSecond: 3500, page: s3Rates },
} as const;
