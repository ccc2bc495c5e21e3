/** The dashboard for Grafana, as far as the tests look at it. */
import dashboard from "../../deploy/grafana-dashboard.json" with { type: "json" };

export const DASHBOARD = dashboard;

/** What it asks Prometheus for. */
export function expressions(): string[] {
  return [...DASHBOARD.panels.flatMap(({ targets }) => targets), ...DASHBOARD.annotations.list].map(({ expr }) => expr);
}
