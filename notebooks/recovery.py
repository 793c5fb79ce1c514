"""由样本推断比例：按部门整体重抽样的区间，程序的漏判和误判的校正，程序所见与真相的逐条对应。"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

LEVEL = 0.95
TIMES = 4000
NUMBERING = r"^[（(]?[一二三四五六七八九十]+[）)、]+"


def weights(departments: int, seed: int, times: int = TIMES) -> np.ndarray:
    """各部门在每次重抽样中被抽到几次：第一行全是 1（原样本），其后每行一次重抽样。

    抽的是部门，一个部门的各年、各条一起进出（cluster bootstrap）。
    """
    drawn = np.random.default_rng(seed).multinomial(departments, np.full(departments, 1 / departments), times)
    return np.vstack([np.ones(departments), drawn])


def counts(rows: pd.DataFrame, departments: Sequence[str]) -> np.ndarray:
    """各部门的行数，按所给的次序；没有的为 0。"""
    return rows.groupby("department").size().reindex(departments, fill_value=0).to_numpy(float)


def share(part: np.ndarray, whole: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """每次重抽样中 Σ part ÷ Σ whole；第一个是原样本的估计。"""
    return (drawn @ part) / (drawn @ whole)


def posterior(right: int, wrong: int, seed: int, times: int = TIMES) -> np.ndarray:
    """判对的比例：第一个是所见，其后抽自 Jeffreys 后验 Beta(½ + 判对, ½ + 判错)；全对、全错时也有宽度。"""
    drawn = np.random.default_rng(seed).beta(right + 0.5, wrong + 0.5, times)
    return np.concatenate([[right / (right + wrong)], drawn])


def corrected(found: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> np.ndarray:
    """由判为“有”的比例推断真有的比例，不出 0 与 1（Rogan & Gladen 1978）。

    Rogan, W. J. & Gladen, B. (1978), Estimating prevalence from the results of a screening test, American Journal of
    Epidemiology 107(1), 71–76：(t + β − 1) ÷ (α + β − 1)，α 灵敏度，β 特异度。
    """
    return np.clip((found + specificity - 1) / (sensitivity + specificity - 1), 0, 1)


def unmixed(found: np.ndarray, judged: np.ndarray) -> np.ndarray:
    """由判给各类的份额推断各类的真实份额：上式用于多类，即解 found = judged · p。

    found 的形状为 (次数, 类)；judged 为 (次数, 判给, 真实)，每列是一个真类判给各类的概率。
    """
    return np.linalg.solve(judged, found[..., None])[..., 0]


def intervals(estimates: np.ndarray, level: float = LEVEL) -> pd.DataFrame:
    """各列的估计和区间；estimates 的第一行是原样本，其后每行一次重抽样。

    “低、高”是单看一个比例的区间（百分位法）；“同低、同高”是全部比例一起看的区间：每次重抽样取各比例偏离的最大 t 值，
    它的分位数乘以标准误（max-t，Westfall & Young 1993, Resampling-Based Multiple Testing）。
    """
    first, again = estimates[0], estimates[1:]
    error = again.std(axis=0, ddof=1)
    moving = error > 0
    largest = np.quantile(np.max(np.abs(again - first)[:, moving] / error[moving], axis=1), level)
    low, high = np.quantile(again, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return pd.DataFrame(
        {"估计": first, "标准误": error, "低": low, "高": high, "同低": first - largest * error, "同高": first + largest * error}
    )


def paired(reasons: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """程序读到的原因，与它对应的真相（真相的列名前加 true_）：同一报告、同样的文字，第几次出现对第几次。

    两边对不上的都留着，另一边为空。
    """
    key = ["stem", "text"]
    left = reasons.assign(nth=reasons.groupby(key).cumcount())
    right = given.assign(nth=given.groupby(key).cumcount())
    other = {name: f"true_{name}" for name in right.columns if name not in (*key, "nth")}
    return left.merge(right.rename(columns=other), on=[*key, "nth"], how="outer").drop(columns="nth")


def placed(changes: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """程序读到的增减，与它对应的应说明之处（true_given：那里有没有原因；对不上的为空）：同一报告、同一节、同一科目、同样的说法。"""
    left = changes.assign(row=np.arange(len(changes)), leaf=_leaf(changes.subject)).assign(said=changes.said.str.split("|")).explode("said")
    right = places.assign(
        section=places.section.str.replace(NUMBERING, "", regex=True), leaf=_leaf(places.subject), said=places.moved, true_given=places.given
    )[["stem", "section", "leaf", "said", "true_given"]]
    both = left.merge(right, on=["stem", "section", "leaf", "said"]).drop_duplicates("row").set_index("row")
    return changes.assign(true_given=both.true_given.reindex(np.arange(len(changes))).to_numpy())


def _leaf(subject: pd.Series) -> pd.Series:
    """科目的末级名称；“三公”合计的几种叫法是一个。"""
    leaf = subject.fillna("").str.rpartition("/")[2]
    return leaf.where(~leaf.str.contains("三公"), "三公")
