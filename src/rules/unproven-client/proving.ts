export type MessageId = 'unproven';

/** Does a log line say that something works: `Slack client ready`, `Sheets connected`? */
export function claimsReadiness(text: string): boolean {
  return /\b(?:initiali[sz]ed|connected|ready|loaded|up and running)\b/iu.test(text) && !/\bnot\b|configured|created|lazy/iu.test(text);
}

/** What makes a client that speaks to nobody by itself, in Python, with a cheap call that would. */
export const PYTHON_CLIENTS: ReadonlyMap<string, string> = new Map([
  ['gspread.authorize', 'open_by_key()'],
  ['gspread.service_account', 'open_by_key()'],
  ['gspread.Client', 'open_by_key()'],
  ['googleapiclient.discovery.build', 'a list() or get() with execute()'],
  ['anthropic.Anthropic', 'models.list()'],
  ['anthropic.AsyncAnthropic', 'models.list()'],
  ['openai.OpenAI', 'models.list()'],
  ['openai.AsyncOpenAI', 'models.list()'],
  ['slack_sdk.WebClient', 'auth_test()'],
  ['slack_sdk.web.async_client.AsyncWebClient', 'auth_test()'],
  ['boto3.client', 'a list or head call'],
  ['boto3.resource', 'a list or head call'],
  ['redis.Redis', 'ping()'],
  ['redis.from_url', 'ping()'],
  ['redis.Redis.from_url', 'ping()'],
  ['redis.asyncio.Redis', 'ping()'],
  ['redis.asyncio.from_url', 'ping()'],
  ['redis.asyncio.Redis.from_url', 'ping()'],
  ['stripe.StripeClient', 'accounts.retrieve()'],
  ['sqlalchemy.create_engine', 'connect()'],
]);

/** The same in JavaScript. */
export const JAVASCRIPT_CLIENTS: ReadonlyMap<string, string> = new Map([
  ['@aws-sdk/client-s3.S3Client', 'a HeadBucketCommand'],
  ['@aws-sdk/client-sqs.SQSClient', 'a ListQueuesCommand'],
  ['@aws-sdk/client-dynamodb.DynamoDBClient', 'a ListTablesCommand'],
  ['@slack/web-api.WebClient', 'auth.test()'],
  ['openai', 'models.list()'],
  ['openai.OpenAI', 'models.list()'],
  ['@anthropic-ai/sdk', 'models.list()'],
  ['@anthropic-ai/sdk.Anthropic', 'models.list()'],
  ['stripe', 'balance.retrieve()'],
  ['stripe.Stripe', 'balance.retrieve()'],
  ['@prisma/client.PrismaClient', '$connect()'],
  ['pg.Pool', "query('SELECT 1')"],
]);
