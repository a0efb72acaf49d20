/** Does a name say that a function runs before the first request, or after the last one? */
export function runsAtEdges(name: string): boolean {
  return EDGE.test(name) || /^_{0,2}(?:async_?|a)?init(?:iali[sz]e)?(?:_|$)/iu.test(name);
}

const EDGE =
  /^_{0,2}(?:on_?|app_?|handle_?|async_?)?(?:start_?up|shut_?down|life_?span|cleanup|teardown|bootstrap|setup_hook)(?:_?(?:event|handler|app|hook|db|context|server))?$/iu;
