#!/usr/bin/env python3
"""Writes small random decoders and the logits that Hugging Face's transformers gives for them.

    python tests/decoding/families/make_golden.py      # transformers 5.24, torch 2.11

Each folder below fixtures/ is a model directory (config.json, model.safetensors in fp32) with
golden.safetensors: `tokens` [2, T] and `logits` [2, T, vocabulary].
"""
import json
import pathlib
import shutil

import torch
import transformers
from safetensors.torch import load_file, save_file

HERE = pathlib.Path(__file__).resolve().parent
COMMON = dict(vocab_size=61, hidden_size=24, intermediate_size=36, num_hidden_layers=3, num_attention_heads=4,
              num_key_value_heads=2, max_position_embeddings=64, pad_token_id=None, bos_token_id=1, eos_token_id=2)
FAMILIES = {
    "llama": (transformers.LlamaConfig, dict(
        attention_bias=True, mlp_bias=True, rms_norm_eps=1e-5, head_dim=8,
        rope_parameters=dict(rope_type="llama3", rope_theta=10000.0, factor=4.0, low_freq_factor=1.0,
                             high_freq_factor=4.0, original_max_position_embeddings=16))),
    "llama_tied": (transformers.LlamaConfig, dict(
        tie_word_embeddings=True, rope_parameters=dict(rope_type="linear", rope_theta=500.0, factor=2.0))),
    "llama_yarn": (transformers.LlamaConfig, dict(rope_parameters=dict(
        rope_type="yarn", rope_theta=10000.0, factor=4.0, original_max_position_embeddings=16))),
    "mistral": (transformers.MistralConfig, dict(sliding_window=5, head_dim=8)),
    "smollm3": (transformers.SmolLM3Config, dict(no_rope_layers=[1, 0, 1])),
    "qwen2": (transformers.Qwen2Config, dict(use_sliding_window=True, sliding_window=4, max_window_layers=1)),
    "qwen3": (transformers.Qwen3Config, dict(head_dim=10, attention_bias=True)),
    "qwen3_moe": (transformers.Qwen3MoeConfig, dict(
        head_dim=8, num_experts=5, num_experts_per_tok=2, moe_intermediate_size=20, norm_topk_prob=True,
        decoder_sparse_step=1, mlp_only_layers=[1])),
    "gemma3_text": (transformers.Gemma3TextConfig, dict(
        head_dim=8, sliding_window=5, query_pre_attn_scalar=12, tie_word_embeddings=True,
        layer_types=["sliding_attention", "full_attention", "sliding_attention"],
        final_logit_softcapping=20.0)),
    "phi3": (transformers.Phi3Config, dict(
        partial_rotary_factor=0.75, hidden_size=32, original_max_position_embeddings=16,
        rope_parameters=dict(rope_type="longrope", rope_theta=10000.0, partial_rotary_factor=0.75,
                             original_max_position_embeddings=16,
                             short_factor=[1.0, 1.5, 2.0], long_factor=[1.0, 3.0, 5.0]))),
    "olmo2": (transformers.Olmo2Config, dict()),
    "gpt2": (transformers.GPT2Config, dict(n_embd=24, n_layer=3, n_head=4, n_positions=64)),
}


def main():
    for name, (kind, options) in FAMILIES.items():
        torch.manual_seed(7)
        common = dict(COMMON) if name != "gpt2" else dict(vocab_size=61, bos_token_id=1, eos_token_id=2)
        config = kind(**{**common, **options}, attn_implementation="eager")
        model = transformers.AutoModelForCausalLM.from_config(config).float().eval()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.copy_(torch.randn_like(parameter) * (0.3 if parameter.dim() > 1 else 0.2)
                                + (1.0 if parameter.dim() == 1 and "gemma" not in name else 0.0))
        tokens = torch.randint(0, 61, (2, 23), generator=torch.Generator().manual_seed(3))
        with torch.no_grad():
            logits = model(tokens, use_cache=False).logits
        folder = HERE / "fixtures" / name
        shutil.rmtree(folder, ignore_errors=True)
        model.save_pretrained(folder)
        (folder / "generation_config.json").unlink(missing_ok=True)
        save_file({"tokens": tokens, "logits": logits.contiguous()}, folder / "golden.safetensors")
        print(name, sorted(load_file(folder / "model.safetensors"))[:3], sum(f.stat().st_size for f in folder.iterdir()))
        print(json.dumps(json.loads((folder / "config.json").read_text()))[:1500])


main()
