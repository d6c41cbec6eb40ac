// Words for what the server or the network says.
import { t } from '@/shared/i18n'
import { ProblemError } from './api'

/** What happened and what to do, for a person at headquarters. */
export function problemText(error: unknown): string {
  if (!(error instanceof ProblemError)) return t('console.problem.unknown', { status: '–' })
  const seconds = error.retryAfter ?? 5
  switch (error.code) {
    case 'unreachable':
      return t('console.problem.unreachable')
    case 'hq.wrong_login':
      return t('console.problem.login')
    case 'hq.login_wait':
    case 'too_many_requests':
      return t('console.problem.wait', { seconds })
    case 'server.busy':
      return t('console.problem.busy', { seconds })
    case 'server.storage_full':
      return t('console.problem.full')
    case 'server.internal':
      return t('console.problem.internal', { trace: String(error.details['trace_id'] ?? '–') })
    case 'auth.missing':
    case 'auth.wrong':
      return t('console.problem.signedOut')
    case 'work_order.not_found':
      return t('console.problem.notFound')
    case 'remedy_case.not_waiting':
      return t('console.problem.remedy')
    case 'request.wrong_origin':
      return t('console.problem.origin')
    case 'request.invalid':
      return t('console.problem.filter')
    default:
      return error.code.startsWith('request.')
        ? t('console.problem.request')
        : t('console.problem.unknown', { status: error.status })
  }
}
