/**
 * Clients that their libraries say threads must not share, by what builds them. A boto3 client may be shared and a resource may
 * not; httplib2, below google-api-python-client, keeps one connection that answers of several threads come out of.
 */
export const threadUnsafeClients: ReadonlyMap<string, string> = new Map([
  ['googleapiclient.discovery.build', 'httplib2'],
  ['googleapiclient.discovery.build_from_document', 'httplib2'],
  ['apiclient.discovery.build', 'httplib2'],
  ['httplib2.Http', 'httplib2'],
  ['boto3.resource', 'a boto3 resource'],
  ['boto3.session.Session', 'a boto3 session'],
  ['boto3.Session', 'a boto3 session'],
  ['sqlalchemy.orm.Session', 'a SQLAlchemy session'],
  ['sqlalchemy.orm.session.Session', 'a SQLAlchemy session'],
]);
