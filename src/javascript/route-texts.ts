/** How a handler's code asks who is calling, or turns strangers away. */
const QUESTIONS =
  /\b(?:req|request|ctx|context|c|event|socket|client|ws)\.(?:user|session|auth|account|currentUser|userId|isAuthenticated|state\.\w{0,20}(?:user|auth|session)|locals\.\w{0,20}(?:user|auth|session)|signedCookies|cookies)\b|\b(?:res|reply)\.locals\.\w{0,20}(?:user|auth|session|account)|\b(?:getServerSession|getSession|currentUser|getToken|getAuth|getUser|useSession|validateRequest|auth|requireUser|getCurrentUser|verifySession|withAuth|getUserFromRequest)\s{0,2}\(|\b(?:status|sendStatus|code|throw|createError|abort)\(\s{0,3}40[13]\b|\bstatus(?:Code)?\s{0,2}[:=]\s{0,2}40[13]\b|\b(?:Unauthorized|Forbidden|UNAUTHORIZED|FORBIDDEN|unauthorized|forbidden)|["'`](?:x-)?(?:authorization|Authorization|api[-_]?key|[\w-]{0,30}-signature|[\w-]{0,30}-token|[\w-]{0,30}-secret|[\w-]{0,20}api-key)["'`]|\bheaders\.authorization\b|\btimingSafeEqual\b|\bconstructEvent\b|\bc\.get\(["'](?:user|session|auth|jwtPayload|userId)["']\)|\blocals\.(?:user|session)\b|\bthis\.(?:currentUser|userId)\b/u;

/** Does a handler's code, by its text, ask who is calling? */
export function questionsIn(text: string): boolean {
  return QUESTIONS.test(text);
}
